import type { Writer } from "../../codec/writer.js";
import type { Value } from "../../values/value.js";
import type { StringOperation } from "./string-operation.js";

export function writeStringState(writer: Writer, state: Value): void {
  writer.string(state as string);
}

export function writeStringOperation(writer: Writer, operation: StringOperation, first: number): void {
  switch (operation.op) {
    case "string.set":
      writer.int(first);
      return writer.string(operation.value);
    case "string.splice":
      writer.int(first + 1);
      writer.int(operation.position);
      writer.int(operation.deleted);
      return writer.string(operation.inserted);
  }
}
