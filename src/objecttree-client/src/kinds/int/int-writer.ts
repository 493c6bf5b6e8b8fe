import type { Writer } from "../../codec/writer.js";
import type { Value } from "../../values/value.js";
import type { IntOperation } from "./int-operation.js";

export function writeIntState(writer: Writer, state: Value): void {
  writer.int(state as number);
}

export function writeIntOperation(writer: Writer, operation: IntOperation, first: number): void {
  switch (operation.op) {
    case "int.set":
      writer.int(first);
      return writer.int(operation.value);
    case "int.add":
      writer.int(first + 1);
      return writer.int(operation.delta);
  }
}
