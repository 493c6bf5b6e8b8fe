import type { Writer } from "../../codec/writer.js";
import type { Value } from "../../values/value.js";
import type { ValueOperation } from "./value-operation.js";

export function writeValueState(writer: Writer, state: Value): void {
  writer.write(state);
}

export function writeValueOperands(writer: Writer, operation: ValueOperation): void {
  writer.write(operation.value);
}
