import type { Reader } from "../../codec/reader.js";
import type { Value } from "../../values/value.js";
import type { Verbs } from "../kind.js";
import type { DictOperation } from "./dict-operation.js";

export function readDictState(reader: Reader): Value {
  return reader.map();
}

export const dictVerbs: Verbs<DictOperation> = [
  (reader) => ({ op: "dict.set", value: reader.map() }),
  (reader) => ({ op: "dict.put", key: reader.string(), value: reader.value() }),
  (reader) => ({ op: "dict.remove", key: reader.string() }),
  (reader) => ({ op: "dict.patch", removed: reader.array(() => reader.string()), put: reader.map() }),
];
