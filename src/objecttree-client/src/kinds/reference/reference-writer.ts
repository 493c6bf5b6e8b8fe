import type { Writer } from "../../codec/writer.js";
import type { Value } from "../../values/value.js";
import type { ReferenceOperation } from "./reference-operation.js";

export function writeReferenceState(writer: Writer, state: Value): void {
  writer.write(state);
}

export function writeReferenceOperands(writer: Writer, operation: ReferenceOperation): void {
  writer.write(operation.value);
}
