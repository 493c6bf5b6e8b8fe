import type { Writer } from "../../codec/writer.js";
import type { Value } from "../../values/value.js";
import type { FloatOperation } from "./float-operation.js";

export function writeFloatState(writer: Writer, state: Value): void {
  writer.number(state as number);
}

export function writeFloatOperation(writer: Writer, operation: FloatOperation, first: number): void {
  switch (operation.op) {
    case "float.set":
      writer.int(first);
      return writer.number(operation.value);
    case "float.add":
      writer.int(first + 1);
      return writer.number(operation.delta);
  }
}
