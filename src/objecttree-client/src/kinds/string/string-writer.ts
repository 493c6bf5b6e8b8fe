import type { Writer } from "../../codec/writer.js";
import type { Value } from "../../values/value.js";
import type { StringOperation } from "./string-operation.js";

export function writeStringState(writer: Writer, state: Value): void {
  writer.write(state as string);
}

export function writeStringOperands(writer: Writer, operation: StringOperation): void {
  switch (operation.op) {
    case "string.set":
      return writer.write(operation.value);
    case "string.splice":
      return writer.write(operation.position, operation.deleted, operation.inserted);
  }
}
