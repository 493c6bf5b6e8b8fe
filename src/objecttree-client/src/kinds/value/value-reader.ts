import type { Reader } from "../../codec/reader.js";
import type { Value } from "../../values/value.js";
import type { Verbs } from "../kind.js";
import type { ValueOperation } from "./value-operation.js";

export function readValueState(reader: Reader): Value {
  return reader.value();
}

export const valueVerbs: Verbs<ValueOperation> = [(reader) => ({ op: "value.set", value: reader.value() })];
