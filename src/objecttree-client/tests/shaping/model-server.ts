import type { ActionOperation, CreateOperation, Operation } from "../../src/instructions/operation.js";
import type { AttributeOperation } from "../../src/kinds/attribute-operation.js";
import { Reference } from "../../src/values/reference.js";
import type { FakeSocket } from "../support/fake-server.js";
import { create } from "../support/some.js";
import { Model } from "./model.js";

type Ids = readonly (readonly [local: number, id: number])[];
type Said =
  | { readonly said: "frame"; readonly operations: readonly Operation[] }
  | { readonly said: "ack"; readonly action: number; readonly position: number; readonly ids: Ids }
  | { readonly said: "reject"; readonly action: number };

/** What the server gives to what clients create. */
const made = [7, "made"];

/** A server with a model tree, and what it has said and a test has not delivered yet. */
export class ModelServer {
  readonly model = new Model();
  readonly #locals = new Map<number, number>();
  readonly #said: Said[] = [];
  #lastId = 1;
  #taken = 0;
  #frames = 0;

  constructor(readonly socket: FakeSocket) {}

  get undelivered(): number {
    return this.#said.length + this.socket.actions.length - this.#taken;
  }

  newObject(parent: number, index: number, key: string | null = null, state = made): CreateOperation {
    return create(++this.#lastId, 1, state, { parent, index, key });
  }

  /** Does this in a frame of its own, as far as it fits. */
  act(...operations: readonly Operation[]): void {
    const fit = operations.filter((operation) => this.model.apply(operation));
    if (fit.length > 0) this.#frame(fit);
  }

  /** Takes the next action of the client. */
  take(isRefused: boolean, also: (ids: Ids) => readonly Operation[]): void {
    const action = this.socket.actions[this.#taken];
    if (action === undefined) return;
    const number = ++this.#taken;
    const before = this.model.copy();
    const ids: [number, number][] = [];
    const frame: Operation[] = [];
    const fits = !isRefused && action.operations.every((one) => this.#take(one, ids, frame));
    if (!fits) {
      this.model.nodes.clear();
      for (const [id, node] of before.nodes) this.model.nodes.set(id, node);
      for (const [local] of ids) this.#locals.delete(local);
      this.#said.push({ said: "reject", action: number });
      return;
    }
    frame.push(...also(ids).filter((operation) => this.model.apply(operation)));
    this.#said.push({ said: "ack", action: number, position: this.#frames + 1, ids });
    this.#frame(frame);
  }

  /** Delivers the next that was said, and tells what that was. */
  deliver(): Said | undefined {
    const said = this.#said.shift();
    if (said?.said === "frame") this.socket.frame(...said.operations);
    if (said?.said === "ack") this.socket.ack(said.action, said.position, said.ids);
    if (said?.said === "reject") this.socket.reject(said.action, "VALIDATION", "No");
    return said;
  }

  #frame(operations: readonly Operation[]): void {
    this.#frames++;
    this.#said.push({ said: "frame", operations });
  }

  #take(operation: ActionOperation, ids: [number, number][], frame: Operation[]): boolean {
    const known = (id: number) => (id < 0 ? (this.#locals.get(id) ?? 0) : id);
    let does: Operation;
    if (operation.op === "new") {
      const { id, index, key } = operation;
      const parent = known(operation.parent);
      const length = this.model.nodes.get(parent)?.children.length ?? 0;
      does = this.newObject(parent, index > length ? -1 : index, key);
      ids.push([id, does.id]);
      this.#locals.set(id, does.id);
    } else if (operation.op === "destroy") does = { op: "destroy", id: known(operation.id) };
    else if (operation.op === "move") does = this.#moved(known(operation.id), known(operation.parent), operation.index);
    else does = this.#changed(operation, known);
    frame.push(does);
    return this.model.apply(does);
  }

  #changed(operation: AttributeOperation, known: (id: number) => number): Operation {
    const does = { ...operation, object: known(operation.object) };
    if (does.op !== "value.set" || !(does.value instanceof Reference)) return does;
    const id = known(does.value.id);
    // The object is to be there.
    return this.model.nodes.has(id) ? { ...does, value: new Reference(id) } : { ...does, object: 0 };
  }

  #moved(id: number, parent: number, index: number): Operation {
    const above = this.model.nodes.get(parent);
    const last = (above?.children.length ?? 0) - (above?.children.includes(id) ? 1 : 0);
    return { op: "move", id, parent, index: index > last ? -1 : index };
  }
}
