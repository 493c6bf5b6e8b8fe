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
  /** The object that attribute operations are about; 0, which is no object, when there is none. */
  #current = 0;
  /** What a Repeat said and nobody has taken yet, the last one first. */
  readonly #repeated: Operation[] = [];
  /** Of the last object created in this message, for CreateNext. Before the first one there is no such type. */
  #lastType = -1;
  #lastParent = 0;

  constructor(reader: Reader, scope: InstructionScope) {
    this.#reader = reader;
    this.#scope = scope;
    reader.scope = scope;
  }

  /** The next operation, `undefined` at the end. */
  next(): Operation | undefined {
    while (!this.#repeated.length && !this.#reader.isAtEnd) {
      const first = this.#reader.int();
      const operation = first < 0 ? this.#instruction(first) : this.#attributeOperation(first);
      if (operation) return operation;
    }
    return this.#repeated.pop();
  }

  /** One that is no operation of an attribute: what it does to the tree, `undefined` when it only leads to another. */
  #instruction(first: number): Operation | undefined {
    const reader = this.#reader;
    switch (first) {
      case Instruction.target:
        return this.#target(reader.id());
      case Instruction.repeat: {
        // All at once: operations of attributes change nothing that the next one is read by.
        const heads = reader.array(() => reader.uint());
        for (let left = reader.uint(); left > 0; left--) {
          this.#target(this.#current + reader.int());
          for (const head of heads) this.#repeated.push(this.#attributeOperation(head));
        }
        this.#repeated.reverse();
        return undefined;
      }
      case Instruction.create:
        return this.#create(
          reader.id(),
          reader.uint(),
          reader.uint(),
          reader.int(),
          reader.optional(() => reader.string()),
          reader.array(() => reader.string()),
        );
      case Instruction.createNext:
        return this.#create(this.#current + 1, this.#lastType, this.#lastParent, -1, null, []);
      case Instruction.destroy:
        this.#current = 0;
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
        return { op: "removeAttribute", object: this.#current, attribute: reader.uint() };
      case Instruction.record:
        return readRecord(reader);
    }
    if (first >= Instruction.near) malformed();
    return this.#target(this.#current + Instruction.near - first);
  }

  #attributeOperation(first: number): Operation {
    const object = this.#current;
    // Not `>>`, which would cut a large number off and alias another attribute.
    const attribute = Math.floor(first / 8);
    const read = this.#scope.kindOf(object, attribute).verbs[first % 8];
    if (read === undefined) malformed();
    // Nobody else has what was read. To spread it into another object takes longer than all else that a frame needs.
    return Object.assign(read(this.#reader), { object, attribute });
  }

  #addAttribute(): AddAttributeOperation {
    const object = this.#current;
    const attribute = this.#reader.uint31();
    const declaration = readAttribute(this.#reader);
    const state = kindNamed(declaration.kind).readState(this.#reader);
    return { op: "addAttribute", object, attribute, declaration, state };
  }

  #target(id: number): undefined {
    this.#scope.kindOf(id, 0);
    this.#current = id;
  }

  #create(
    id: number,
    type: number,
    parent: number,
    index: number,
    key: string | null,
    tags: string[],
  ): CreateOperation {
    if (!Number.isSafeInteger(id)) malformed();
    this.#current = id;
    this.#lastType = type;
    this.#lastParent = parent;
    const [, ...kinds] = this.#scope.type(type).kinds;
    const state = kinds.map((kind) => kind.readState(this.#reader));
    return { op: "create", id, type, parent, index, key, tags, state };
  }
}
