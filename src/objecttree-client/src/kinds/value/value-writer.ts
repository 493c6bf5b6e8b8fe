import type { Writer } from "../../codec/writer.js";
import type { Value } from "../../values/value.js";
import type { ValueOperation } from "./value-operation.js";

export function writeValueState(writer: Writer, state: Value): void {
  writer.write(state);
}

export function writeValueOperation(writer: Writer, operation: ValueOperation, first: number): void {
  writer.write(first, operation.value);
}
