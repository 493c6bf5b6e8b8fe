import type { Writer } from "../../codec/writer.js";
import type { Value } from "../../values/value.js";
import type { StringOperation } from "./string-operation.js";

export function writeStringState(writer: Writer, state: Value): void {
  writer.write(state as string);
}

export function writeStringOperands(writer: Writer, operation: StringOperation): void {
  if (operation.op === "string.set") writer.write(operation.value);
  else writer.write(operation.position, operation.deleted, operation.inserted);
}
