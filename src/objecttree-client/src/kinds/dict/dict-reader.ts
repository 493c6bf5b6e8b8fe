import { malformed } from "../../codec/protocol-error.js";
import type { Reader } from "../../codec/reader.js";
import type { Value } from "../../values/value.js";
import type { DictOperation } from "./dict-operation.js";

export function readDictState(reader: Reader): Value {
  return reader.map();
}

export function readDictOperation(reader: Reader, verb: number, object: number, attribute: number): DictOperation {
  switch (verb) {
    case 0:
      return { op: "dict.set", object, attribute, value: reader.map() };
    case 1: {
      const key = reader.string();
      return { op: "dict.put", object, attribute, key, value: reader.value() };
    }
    case 2:
      return { op: "dict.remove", object, attribute, key: reader.string() };
  }
  throw malformed("verb");
}
