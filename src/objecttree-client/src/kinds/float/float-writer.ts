import type { Writer } from "../../codec/writer.js";
import type { Value } from "../../values/value.js";
import type { FloatOperation } from "./float-operation.js";

export function writeFloatState(writer: Writer, state: Value): void {
  writer.write(state as number);
}

export function writeFloatOperands(writer: Writer, operation: FloatOperation): void {
  writer.write(operation.op === "float.set" ? operation.value : operation.delta);
}
