import type { Tree } from "../../src/connection/tree.js";
import type { TreeObject } from "../../src/replica/tree-object.js";
import type { Value } from "../../src/values/value.js";
import type { Dump } from "./model.js";

/** What is told of one object at a time. */
interface Told {
  readonly came: TreeObject[];
  readonly went: TreeObject[];
  readonly changed: TreeObject[];
  /** Whose lists of children were told to change. */
  readonly reordered: Set<TreeObject>;
}

/** What somebody knows of a tree who only listens. */
export class Mirror {
  readonly #known = new Map<TreeObject, { children: TreeObject[]; state: Value[] }>();
  #told: Told = nothing();

  constructor(tree: Tree) {
    tree.on("create", (object) => this.#come(object));
    tree.on("destroy", (object) => this.#go(object));
    tree.on("change", (object) => void this.#told.changed.push(object));
    for (const object of tree.objects.values()) this.#come(object);
  }

  get size(): number {
    return this.#known.size;
  }

  /** What was told since this was asked last. */
  take(): Told {
    const told = this.#told;
    this.#told = nothing();
    return told;
  }

  dump(object: TreeObject): Dump {
    const known = this.#known.get(object);
    if (known === undefined) throw new Error(`nobody was told of ${object.id}`);
    return {
      id: object.id,
      key: object.key,
      state: known.state,
      children: known.children.map((one) => this.dump(one)),
    };
  }

  #come(object: TreeObject): void {
    if (this.#known.has(object)) throw new Error(`${object.id} has come twice`);
    this.#told.came.push(object);
    const known: { children: TreeObject[]; state: Value[] } = { children: [...object.children.value], state: [] };
    this.#known.set(object, known);
    object.children.listen((change) => {
      this.#told.reordered.add(object);
      if (change.kind !== "insert") known.children.splice(change.kind === "move" ? change.oldIndex : change.index, 1);
      if (change.kind === "insert" || change.kind === "move") known.children.splice(change.index, 0, change.item);
    });
    if (object.id === 1) return;
    object.int("count").subscribe((now) => void known.state.splice(0, 1, now));
    object.value("note").subscribe((now) => void known.state.splice(1, 1, now));
  }

  #go(object: TreeObject): void {
    if (!this.#known.delete(object)) throw new Error(`${object.id} has gone twice`);
    this.#told.went.push(object);
  }
}

function nothing(): Told {
  return { came: [], went: [], changed: [], reordered: new Set() };
}
