import { Writer } from "../codec/writer.js";
import type { AttributeOperation } from "../kinds/attribute-operation.js";
import type { KindName } from "../kinds/kind.js";
import { type KindWriter, kindWriters } from "../kinds/kind-writers.js";
import { Instruction } from "./instruction.js";

/** Writes operations of attributes as instructions, one by one: all that an action is made of. */
export class AttributeWriter {
  protected readonly writer: Writer;
  /** The current object; `undefined`: there is none. */
  protected current: number | undefined;

  constructor(writer: Writer) {
    this.writer = writer;
  }

  /** Writes one operation. */
  writeAttribute(operation: AttributeOperation): void {
    this.target(operation.object);
    this.writer.write(headOf(operation));
    writerOf(operation).writeOperands(this.writer, operation);
  }

  protected target(id: number): void {
    if (id === this.current) return;
    const near = Instruction.near - (id - (this.current ?? 0));
    if (near < Instruction.near && sizeOfInt(near) <= sizeOfInt(id)) this.writer.write(near);
    else this.writer.write(Instruction.target, id);
    this.current = id;
  }
}

/** The first int of an operation's instruction. */
export function headOf(operation: AttributeOperation): number {
  return operation.attribute * 8 + writerOf(operation).verbOf(operation);
}

export function writerOf(operation: AttributeOperation): KindWriter {
  const [kind] = operation.op.split(".");
  return kindWriters[kind as KindName];
}

/** How many bytes an integer takes on the wire. */
function sizeOfInt(value: number): number {
  const writer = new Writer();
  writer.write(value);
  return writer.toBytes().length;
}
