import type { Writer } from "../../codec/writer.js";
import type { Value } from "../../values/value.js";
import type { FloatOperation } from "./float-operation.js";

export function writeFloatState(writer: Writer, state: Value): void {
  writer.write(state as number);
}

export function writeFloatOperation(writer: Writer, operation: FloatOperation, first: number): void {
  switch (operation.op) {
    case "float.set":
      return writer.write(first, operation.value);
    case "float.add":
      return writer.write(first + 1, operation.delta);
  }
}
