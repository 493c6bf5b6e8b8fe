import type { Writer } from "../../codec/writer.js";
import type { Value } from "../../values/value.js";
import type { DictOperation } from "./dict-operation.js";

export function writeDictState(writer: Writer, state: Value): void {
  writer.write(state);
}

export function writeDictOperation(writer: Writer, operation: DictOperation, first: number): void {
  switch (operation.op) {
    case "dict.set":
      return writer.write(first, operation.value);
    case "dict.put":
      return writer.write(first + 1, operation.key, operation.value);
    case "dict.remove":
      return writer.write(first + 2, operation.key);
    case "dict.patch":
      return writer.write(first + 3, operation.removed, operation.put);
  }
}
