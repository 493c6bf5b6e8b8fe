import type { Writer } from "../../codec/writer.js";
import type { Value } from "../../values/value.js";
import type { BoolOperation } from "./bool-operation.js";

export function writeBoolState(writer: Writer, state: Value): void {
  writer.write(state as boolean);
}

export function writeBoolOperands(writer: Writer, operation: BoolOperation): void {
  writer.write(operation.value);
}
