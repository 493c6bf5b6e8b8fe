import type { Writer } from "../../codec/writer.js";
import type { Value } from "../../values/value.js";
import type { StringOperation } from "./string-operation.js";

export function writeStringState(writer: Writer, state: Value): void {
  writer.write(state as string);
}

export function writeStringOperation(writer: Writer, operation: StringOperation, first: number): void {
  switch (operation.op) {
    case "string.set":
      return writer.write(first, operation.value);
    case "string.splice":
      return writer.write(first + 1, operation.position, operation.deleted, operation.inserted);
  }
}
