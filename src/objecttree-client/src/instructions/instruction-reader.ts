import { malformed } from "../codec/protocol-error.js";
import type { Reader } from "../codec/reader.js";
import { kindNamed } from "../kinds/kinds.js";
import { Instruction } from "./instruction.js";
import type { AddAttributeOperation, CreateOperation, Operation } from "./operation.js";
import { readAttribute, readRecord, readType } from "./read-declarations.js";
import type { InstructionScope } from "./scope.js";

/**
 * Reads the instructions of a frame or snapshot as operations. Each must be applied to the scope before the next is
 * read, since it may be about an object or type that the one before brought.
 */
export class InstructionReader {
  readonly #reader: Reader;
  readonly #scope: InstructionScope;
  /** The object that attribute operations are about; `undefined` when there is none. */
  #current: number | undefined;
  /** The last object created in this message: its type and parent are CreateNext's. */
  #lastCreated: { readonly type: number; readonly parent: number } | undefined;

  constructor(reader: Reader, scope: InstructionScope) {
    this.#reader = reader;
    this.#scope = scope;
    reader.scope = scope;
  }

  /** The next operation, `undefined` at the end. */
  next(): Operation | undefined {
    while (!this.#reader.isAtEnd) {
      const first = this.#reader.int();
      if (first >= 0) return this.#attributeOperation(first);
      if (first === Instruction.target) this.#target(this.#reader.id());
      else if (first < Instruction.near && first >= Instruction.near - Instruction.farthestNear) {
        this.#target(this.#needCurrent() + Instruction.near - first);
      } else return this.#treeOperation(first);
    }
    return undefined;
  }

  #treeOperation(first: number): Operation {
    const reader = this.#reader;
    switch (first) {
      case Instruction.create:
        return this.#create();
      case Instruction.createNext:
        return this.#createNext();
      case Instruction.destroy:
        this.#current = undefined;
        return { op: "destroy", id: reader.id() };
      case Instruction.move: {
        const id = reader.id();
        this.#current = id;
        return { op: "move", id, parent: reader.id(), index: reader.int() };
      }
      case Instruction.type:
        return readType(reader);
      case Instruction.addAttribute:
        return this.#addAttribute();
      case Instruction.removeAttribute:
        return { op: "removeAttribute", object: this.#needCurrent(), attribute: reader.uint() };
      case Instruction.record:
        return readRecord(reader);
    }
    malformed();
  }

  #attributeOperation(first: number): Operation {
    const object = this.#needCurrent();
    // Not `>>`, which would cut a large number off and alias another attribute.
    const attribute = Math.floor(first / 8);
    const read = this.#scope.kindOf(object, attribute).verbs[first % 8];
    if (read === undefined) malformed();
    // Nobody else has what was read. To spread it into another object takes longer than all else that a frame needs.
    return Object.assign(read(this.#reader), { object, attribute });
  }

  #addAttribute(): AddAttributeOperation {
    const object = this.#needCurrent();
    const attribute = this.#reader.uint31();
    const declaration = readAttribute(this.#reader);
    const state = kindNamed(declaration.kind).readState(this.#reader);
    return { op: "addAttribute", object, attribute, declaration, state };
  }

  #target(id: number): void {
    this.#scope.kindOf(id, 0);
    this.#current = id;
  }

  #create(): CreateOperation {
    const reader = this.#reader;
    const id = reader.id();
    const type = reader.uint();
    const parent = reader.uint();
    const index = reader.int();
    const key = reader.optional(() => reader.string());
    const tags = reader.array(() => reader.string());
    return this.#created({ op: "create", id, type, parent, index, key, tags, state: this.#state(type) });
  }

  #createNext(): CreateOperation {
    const id = this.#needCurrent() + 1;
    if (!Number.isSafeInteger(id) || this.#lastCreated === undefined) malformed();
    const { type, parent } = this.#lastCreated;
    return this.#created({ op: "create", id, type, parent, index: -1, key: null, tags: [], state: this.#state(type) });
  }

  #created(operation: CreateOperation): CreateOperation {
    this.#current = operation.id;
    this.#lastCreated = operation;
    return operation;
  }

  #state(type: number): CreateOperation["state"] {
    const [, ...kinds] = this.#scope.type(type).kinds;
    return kinds.map((kind) => kind.readState(this.#reader));
  }

  #needCurrent(): number {
    if (this.#current === undefined) malformed();
    return this.#current;
  }
}
