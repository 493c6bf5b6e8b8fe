import type { Writer } from "../../codec/writer.js";
import type { Value } from "../../values/value.js";
import type { DictOperation } from "./dict-operation.js";

export function writeDictState(writer: Writer, state: Value): void {
  writer.value(state);
}

export function writeDictOperation(writer: Writer, operation: DictOperation, first: number): void {
  switch (operation.op) {
    case "dict.set":
      writer.int(first);
      return writer.map(operation.value);
    case "dict.put":
      writer.int(first + 1);
      writer.string(operation.key);
      return writer.value(operation.value);
    case "dict.remove":
      writer.int(first + 2);
      return writer.string(operation.key);
    case "dict.patch":
      writer.int(first + 3);
      writer.array(operation.removed, (key) => writer.string(key));
      return writer.map(operation.put);
  }
}
