// What a server reads, like read-client-message.ts; no page imports it.
import { malformed } from "../codec/protocol-error.js";
import { Instruction } from "../instructions/instruction.js";
import type { ActionOperation, NewOperation } from "../instructions/operation.js";
import type { InstructionScope } from "../instructions/scope.js";
import type { Kind } from "../kinds/kind.js";
import type { Action } from "./message.js";

/** Reads what an action proposes, against what is there before it. Throws nothing but `ProtocolError`. */
export function readAction({ instructions }: Action, scope: InstructionScope): readonly ActionOperation[] {
  const reader = new ActionReader(instructions, scope);
  while (!instructions.isAtEnd) reader.readNext();
  return reader.operations;
}

class ActionReader {
  readonly operations: ActionOperation[] = [];
  /** The kinds of the attributes of objects that the action creates. */
  readonly #created = new Map<number, readonly Kind[]>();
  readonly #destroyed = new Set<number>();
  #current = 0;

  constructor(
    readonly reader: Action["instructions"],
    readonly scope: InstructionScope,
  ) {}

  readNext(): void {
    const reader = this.reader;
    const first = reader.int();
    if (first >= 0) this.#attribute(first);
    else if (first === Instruction.target) this.#target(this.#id());
    else if (first < Instruction.near) this.#target(this.#current + Instruction.near - first);
    else if (first === Instruction.repeat) this.#repeat();
    else if (first === Instruction.new) this.#create();
    else if (first === Instruction.destroy) {
      const id = this.#target(this.#id());
      this.#destroyed.add(id);
      this.#current = 0;
      this.operations.push({ op: "destroy", id });
    } else if (first === Instruction.move) {
      const id = this.#target(this.#id());
      this.operations.push({ op: "move", id, parent: this.#id(), index: this.#index() });
    } else malformed();
  }

  #attribute(first: number): void {
    const [object, attribute] = [this.#current, Math.floor(first / 8)];
    const read = this.#kindOf(object, attribute).verbs[first % 8];
    if (read === undefined) malformed();
    this.operations.push(Object.assign(read(this.reader), { object, attribute }));
  }

  #repeat(): void {
    const heads = this.reader.array(() => this.reader.uint());
    for (let left = this.reader.uint(); left > 0; left--) {
      this.#target(this.#current + this.reader.int());
      for (const head of heads) this.#attribute(head);
    }
  }

  #create(): void {
    const reader = this.reader;
    const id = reader.int();
    const type = reader.uint();
    const [parent, index, key] = [this.#id(), this.#index(), reader.optional(() => reader.string())];
    if (id >= 0 || this.#created.has(id)) malformed();
    this.#created.set(id, this.scope.type(type).kinds);
    this.#current = id;
    this.operations.push({ op: "new", id, type, parent, index, key } satisfies NewOperation);
  }

  #target(id: number): number {
    this.#kindOf(id, 0);
    this.#current = id;
    return id;
  }

  #kindOf(object: number, attribute: number): Kind {
    if (this.#destroyed.has(object)) malformed();
    const kind = (this.#created.get(object) ?? [])[attribute] ?? this.scope.kindOf(object, attribute);
    if (kind === undefined) malformed();
    return kind;
  }

  #id(): number {
    const id = this.reader.int();
    if (id === 0) malformed();
    return id;
  }

  #index(): number {
    const index = this.reader.int();
    if (index < -1) malformed();
    return index;
  }
}
