import type { Writer } from "../../codec/writer.js";
import type { Value } from "../../values/value.js";
import type { DictOperation } from "./dict-operation.js";

export function writeDictState(writer: Writer, state: Value): void {
  writer.write(state);
}

export function writeDictOperands(writer: Writer, operation: DictOperation): void {
  switch (operation.op) {
    case "dict.set":
      return writer.write(operation.value);
    case "dict.put":
      return writer.write(operation.key, operation.value);
    case "dict.remove":
      return writer.write(operation.key);
    case "dict.patch":
      return writer.write(operation.removed, operation.put);
  }
}
