import type { Writer } from "../codec/writer.js";
import type { AttributeOperation } from "../kinds/attribute-operation.js";
import type { KindName } from "../kinds/kind.js";
import { type KindWriter, kindWriters } from "../kinds/kind-writers.js";
import { kinds } from "../kinds/kinds.js";
import type { Value } from "../values/value.js";
import { Instruction } from "./instruction.js";
import type { AddAttributeOperation, CreateOperation, Operation, TypeOperation } from "./operation.js";
import type { InstructionScope } from "./scope.js";
import type { AttributeDeclaration } from "./type-declaration.js";

/** Writes operations as instructions, each in its shortest form. */
export class InstructionWriter {
  readonly #writer: Writer;
  readonly #scope: InstructionScope;
  #current: number | undefined;
  #lastCreated: CreateOperation | undefined;

  constructor(writer: Writer, scope: InstructionScope) {
    this.#writer = writer;
    this.#scope = scope;
  }

  write(operation: Operation): void {
    const writer = this.#writer;
    switch (operation.op) {
      case "type":
        return this.#type(operation);
      case "record":
        return writer.write(Instruction.record, operation.number, operation.record, operation.fields.map(named));
      case "create":
        return this.#create(operation);
      case "destroy":
        writer.write(Instruction.destroy, operation.id);
        this.#current = undefined;
        return;
      case "move":
        writer.write(Instruction.move, operation.id, operation.parent, operation.index);
        this.#current = operation.id;
        return;
      case "addAttribute":
        return this.#addAttribute(operation);
      case "removeAttribute":
        this.#target(operation.object);
        return writer.write(Instruction.removeAttribute, operation.attribute);
      default:
        this.#target(operation.object);
        return writerOf(operation).writeOperation(writer, operation, operation.attribute * 8);
    }
  }

  #type({ number, type, frontend, attributes, methods }: TypeOperation): void {
    this.#writer.write(Instruction.type, number, type, frontend, attributes.map(fieldsOf), methods.map(named));
  }

  #addAttribute({ object, attribute, declaration, state }: AddAttributeOperation): void {
    this.#target(object);
    this.#writer.write(Instruction.addAttribute, attribute, fieldsOf(declaration));
    kindWriters[declaration.kind].writeState(this.#writer, state);
  }

  #create(operation: CreateOperation): void {
    const writer = this.#writer;
    if (this.#isNext(operation)) writer.write(Instruction.createNext);
    else {
      const { id, type, parent, index, key, tags } = operation;
      writer.write(Instruction.create, id, type, parent, index, key);
      kindWriters.set.writeState(writer, tags);
    }
    const [, ...attributeKinds] = this.#scope.type(operation.type).kinds;
    for (const [index, kind] of attributeKinds.entries()) {
      kindWriters[kind.name].writeState(writer, operation.state[index] ?? null);
    }
    this.#current = operation.id;
    this.#lastCreated = operation;
  }

  #isNext({ id, type, parent, index, key, tags }: CreateOperation): boolean {
    const last = this.#lastCreated;
    if (this.#current === undefined || last === undefined) return false;
    const isNextId = id === this.#current + 1 && type === last.type && parent === last.parent;
    return isNextId && index === -1 && key === null && tags.length === 0;
  }

  #target(id: number): void {
    if (id === this.#current) return;
    const distance = id - (this.#current ?? id);
    // Up to 16 away a near target takes one byte, else two; one that names an id up to 127 takes two as well.
    const farthest = id > 127 ? Instruction.farthestNear : 16;
    if (distance > 0 && distance <= farthest) this.#writer.write(Instruction.near - distance);
    else this.#writer.write(Instruction.target, id);
    this.#current = id;
  }
}

function writerOf(operation: AttributeOperation): KindWriter {
  const [kind] = operation.op.split(".");
  return kindWriters[kind as KindName];
}

function fieldsOf({ name, kind, flags }: AttributeDeclaration): Value[] {
  return [name, numberOfKind(kind), flags];
}

function named(name: string): Value[] {
  return [name];
}

function numberOfKind(name: KindName): number {
  for (const [number, kind] of kinds) if (kind.name === name) return number;
  throw new TypeError(`there is no kind "${name}"`);
}
