import type { ActionOperation, Operation } from "../../src/instructions/operation.js";
import type { Value } from "../../src/values/value.js";

/** An object of a model tree. */
interface Node {
  readonly id: number;
  readonly key: string | null;
  parent: number;
  children: number[];
  readonly state: Value[];
}

/** An object and all below it, as both a model and a replica tell it. */
export interface Dump {
  readonly id: number;
  readonly key: string | null;
  readonly state: readonly Value[];
  readonly children: readonly Dump[];
}

/** A tree as simple as can be: what operations do to it is said once, in the plainest way. Objects have an int and a value. */
export class Model {
  readonly nodes = new Map<number, Node>([[1, { id: 1, key: null, parent: 0, children: [], state: [] }]]);

  copy(): Model {
    const copy = new Model();
    for (const [id, node] of this.nodes)
      copy.nodes.set(id, { ...node, children: [...node.children], state: [...node.state] });
    return copy;
  }

  /** What an operation of the server, or of an action, does. False: it does not fit, and did nothing. */
  apply(operation: Operation | ActionOperation): boolean {
    switch (operation.op) {
      case "new":
        return this.#create(operation, [0, null]);
      case "create":
        return this.#create(operation, operation.state);
      case "destroy":
        return this.#destroy(operation.id);
      case "move":
        return this.#move(operation.id, operation.parent, operation.index);
      case "int.set":
      case "value.set":
        return this.#change(operation.object, operation.attribute, () => operation.value);
      case "int.add":
        return this.#change(operation.object, operation.attribute, (old) => (old as number) + operation.delta);
    }
    throw new Error(`${operation.op} is not for models`);
  }

  isWithin(id: number, top: number): boolean {
    for (let at = id; at !== 0; at = this.nodes.get(at)?.parent ?? 0) if (at === top) return true;
    return false;
  }

  dump(id = 1): Dump {
    const { key, state, children } = this.nodes.get(id) as Node;
    return { id, key, state, children: children.map((child) => this.dump(child)) };
  }

  #create(
    { id, parent, index, key }: { id: number; parent: number; index: number; key: string | null },
    state: readonly Value[],
  ): boolean {
    const above = this.nodes.get(parent);
    if (above === undefined || (key !== null && [...this.nodes.values()].some((node) => node.key === key)))
      return false;
    this.nodes.set(id, { id, key, parent, children: [], state: [...state] });
    above.children.splice(index < 0 ? above.children.length : index, 0, id);
    return true;
  }

  #destroy(id: number): boolean {
    const node = this.nodes.get(id);
    if (node === undefined) return false;
    for (const child of [...node.children]) this.#destroy(child);
    this.#takeOut(id);
    return this.nodes.delete(id);
  }

  #move(id: number, parent: number, index: number): boolean {
    const [node, above] = [this.nodes.get(id), this.nodes.get(parent)];
    if (node === undefined || above === undefined || this.isWithin(parent, id)) return false;
    this.#takeOut(id);
    node.parent = parent;
    above.children.splice(index < 0 ? above.children.length : index, 0, id);
    return true;
  }

  #takeOut(id: number): void {
    const siblings = this.nodes.get(this.nodes.get(id)?.parent ?? 0)?.children ?? [];
    siblings.splice(siblings.indexOf(id), 1);
  }

  #change(id: number, attribute: number, make: (old: Value) => Value): boolean {
    const state = this.nodes.get(id)?.state;
    if (state === undefined) return false;
    state[attribute - 1] = make(state[attribute - 1] ?? null);
    return true;
  }
}
