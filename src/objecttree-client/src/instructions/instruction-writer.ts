import type { Writer } from "../codec/writer.js";
import type { AttributeOperation } from "../kinds/attribute-operation.js";
import type { KindName } from "../kinds/kind.js";
import { kinds } from "../kinds/kinds.js";
import { stateWriters } from "../kinds/state-writers.js";
import type { Value } from "../values/value.js";
import { headOf, writerOf } from "./attribute-writer.js";
import { Instruction } from "./instruction.js";
import type { ActionOperation, AddAttributeOperation, CreateOperation, Operation, TypeOperation } from "./operation.js";
import type { InstructionScope } from "./scope.js";
import { ShapeWriter } from "./shape-writer.js";
import type { AttributeDeclaration } from "./type-declaration.js";

/** From so many objects on, in the order of their ids, a Repeat is shorter. */
const fewestRepeated = 8;

/** What frames and actions hold. */
type Written = Operation | ActionOperation;

/** Writes operations as instructions, each in its shortest form. */
export class InstructionWriter extends ShapeWriter {
  readonly #scope: InstructionScope;
  #lastCreated: CreateOperation | undefined;

  constructor(writer: Writer, scope: InstructionScope) {
    super(writer);
    this.#scope = scope;
  }

  /** Writes what an action proposes. */
  writeAction(operations: readonly ActionOperation[]): void {
    for (let written = 0; written < operations.length; ) written += this.#writeFirst(operations.slice(written));
  }

  /** Writes operations as they are asked for. Each has to be applied to the scope before the next is asked for. */
  writing(operations: readonly Operation[]): { next(): Operation | undefined } {
    let asked = 0;
    let written = 0;
    return {
      next: () => {
        if (asked === written && written < operations.length) written += this.#writeFirst(operations.slice(written));
        return operations[asked++];
      },
    };
  }

  /** Writes what operations begin with, and tells how many that were. */
  #writeFirst(operations: readonly Written[]): number {
    const width = widthOf(operations);
    if (operations.length < fewestRepeated * width) return this.#writeAll(operations.slice(0, width));
    let length = width;
    while (isAlike(operations, length, width)) length += width;
    if (length >= fewestRepeated * width)
      return this.#repeat(operations.slice(0, length) as AttributeOperation[], width);
    return this.#writeAll(operations.slice(0, width));
  }

  #writeAll(operations: readonly Written[]): number {
    for (const operation of operations) this.#write(operation);
    return operations.length;
  }

  #write(operation: Written): void {
    const writer = this.writer;
    switch (operation.op) {
      case "type":
        return this.#type(operation);
      case "record":
        return writer.write(Instruction.record, operation.number, operation.record, operation.fields.map(named));
      case "create":
        return this.#create(operation);
      case "addAttribute":
        return this.#addAttribute(operation);
      case "removeAttribute":
        this.target(operation.object);
        return writer.write(Instruction.removeAttribute, operation.attribute);
      default:
        return this.writeAttribute(operation);
    }
  }

  #repeat(operations: readonly AttributeOperation[], width: number): number {
    const writer = this.writer;
    writer.write(Instruction.repeat, operations.slice(0, width).map(headOf), operations.length / width);
    for (const [index, operation] of operations.entries()) {
      if (index % width === 0) {
        writer.write(operation.object - (this.current ?? 0));
        this.current = operation.object;
      }
      writerOf(operation).writeOperands(writer, operation);
    }
    return operations.length;
  }

  #type({ number, type, frontend, attributes, methods }: TypeOperation): void {
    this.writer.write(Instruction.type, number, type, frontend, attributes.map(fieldsOf), methods.map(named));
  }

  #addAttribute({ object, attribute, declaration, state }: AddAttributeOperation): void {
    this.target(object);
    this.writer.write(Instruction.addAttribute, attribute, fieldsOf(declaration));
    stateWriters[declaration.kind](this.writer, state);
  }

  #create(operation: CreateOperation): void {
    const writer = this.writer;
    if (this.#isNext(operation)) writer.write(Instruction.createNext);
    else {
      const { id, type, parent, index, key, tags } = operation;
      writer.write(Instruction.create, id, type, parent, index, key);
      stateWriters.set(writer, tags);
    }
    const [, ...attributeKinds] = this.#scope.type(operation.type).kinds;
    for (const [index, kind] of attributeKinds.entries()) {
      stateWriters[kind.name](writer, operation.state[index] ?? null);
    }
    this.current = operation.id;
    this.#lastCreated = operation;
  }

  #isNext({ id, type, parent, index, key, tags }: CreateOperation): boolean {
    const last = this.#lastCreated;
    if (this.current === undefined || last === undefined) return false;
    const isNextId = id === this.current + 1 && type === last.type && parent === last.parent;
    return isNextId && index === -1 && key === null && tags.length === 0;
  }
}

/** How many operations of attributes of one object come first; 1 for another operation. */
function widthOf(operations: readonly Written[]): number {
  const object = objectOf(operations[0]);
  const width = operations.findIndex((operation) => object === undefined || objectOf(operation) !== object);
  return width < 0 ? operations.length : Math.max(width, 1);
}

/** Whether operations from a place on are the same as the first ones, of one object. */
function isAlike(operations: readonly Written[], from: number, width: number): boolean {
  const object = objectOf(operations[from]);
  if (object === undefined || objectOf(operations[0]) === undefined || from + width > operations.length) return false;
  for (let place = 0; place < width; place++) {
    const next = operations[from + place];
    if (
      objectOf(next) !== object ||
      headOf(next as AttributeOperation) !== headOf(operations[place] as AttributeOperation)
    )
      return false;
  }
  return true;
}

/** The object whose attribute an operation is on; `undefined` for others. */
function objectOf(operation: Written | undefined): number | undefined {
  return operation?.op.includes(".") ? (operation as AttributeOperation).object : undefined;
}

function fieldsOf({ name, kind, flags, constraints }: AttributeDeclaration): Value[] {
  return [name, numberOfKind(kind), flags, ...(constraints === undefined ? [] : [constraints])];
}

function named(name: string): Value[] {
  return [name];
}

function numberOfKind(name: KindName): number {
  for (const [number, kind] of kinds) if (kind.name === name) return number;
  throw new TypeError(`there is no kind "${name}"`);
}
