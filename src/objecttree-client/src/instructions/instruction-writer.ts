import type { Writer } from "../codec/writer.js";
import type { AttributeOperation } from "../kinds/attribute-operation.js";
import type { KindName } from "../kinds/kind.js";
import { type KindWriter, kindWriters } from "../kinds/kind-writers.js";
import { kinds } from "../kinds/kinds.js";
import { Instruction } from "./instruction.js";
import type { AddAttributeOperation, CreateOperation, Operation, RecordOperation, TypeOperation } from "./operation.js";
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
        return this.#record(operation);
      case "create":
        return this.#create(operation);
      case "destroy":
        writer.int(Instruction.destroy);
        writer.int(operation.id);
        this.#current = undefined;
        return;
      case "move":
        writer.int(Instruction.move);
        writer.int(operation.id);
        writer.int(operation.parent);
        writer.int(operation.index);
        this.#current = operation.id;
        return;
      case "addAttribute":
        return this.#addAttribute(operation);
      case "removeAttribute":
        this.#target(operation.object);
        writer.int(Instruction.removeAttribute);
        return writer.int(operation.attribute);
      default:
        this.#target(operation.object);
        return writerOf(operation).writeOperation(writer, operation, operation.attribute * 8);
    }
  }

  #type({ number, type, frontend, attributes, methods }: TypeOperation): void {
    const writer = this.#writer;
    writer.int(Instruction.type);
    writer.int(number);
    writer.string(type);
    writer.string(frontend);
    writer.array(attributes, (attribute) => this.#attribute(attribute));
    this.#names(methods);
  }

  #record({ number, record, fields }: RecordOperation): void {
    const writer = this.#writer;
    writer.int(Instruction.record);
    writer.int(number);
    writer.string(record);
    this.#names(fields);
  }

  #addAttribute({ object, attribute, declaration, state }: AddAttributeOperation): void {
    const writer = this.#writer;
    this.#target(object);
    writer.int(Instruction.addAttribute);
    writer.int(attribute);
    this.#attribute(declaration);
    kindWriters[declaration.kind].writeState(writer, state);
  }

  #attribute({ name, kind, flags }: AttributeDeclaration): void {
    const writer = this.#writer;
    writer.arrayHeader(3);
    writer.string(name);
    writer.int(numberOfKind(kind));
    writer.int(flags);
  }

  #names(names: readonly string[]): void {
    const writer = this.#writer;
    writer.array(names, (name) => writer.array([name], (text) => writer.string(text)));
  }

  #create(operation: CreateOperation): void {
    const writer = this.#writer;
    if (this.#isNext(operation)) writer.int(Instruction.createNext);
    else {
      writer.int(Instruction.create);
      writer.int(operation.id);
      writer.int(operation.type);
      writer.int(operation.parent);
      writer.int(operation.index);
      writer.optional(operation.key, (key) => writer.string(key));
      kindWriters.set.writeState(writer, operation.tags);
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
    if (distance > 0 && distance <= Instruction.farthestNear) this.#writer.int(Instruction.near - distance);
    else {
      this.#writer.int(Instruction.target);
      this.#writer.int(id);
    }
    this.#current = id;
  }
}

function writerOf(operation: AttributeOperation): KindWriter {
  const [kind] = operation.op.split(".");
  return kindWriters[kind as KindName];
}

function numberOfKind(name: KindName): number {
  for (const [number, kind] of kinds) if (kind.name === name) return number;
  throw new TypeError(`there is no kind "${name}"`);
}
