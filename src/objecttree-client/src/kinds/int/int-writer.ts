import type { Writer } from "../../codec/writer.js";
import type { Value } from "../../values/value.js";
import type { IntOperation } from "./int-operation.js";

export function writeIntState(writer: Writer, state: Value): void {
  writer.write(state as number);
}

export function writeIntOperands(writer: Writer, operation: IntOperation): void {
  writer.write(operation.op === "int.set" ? operation.value : operation.delta);
}
