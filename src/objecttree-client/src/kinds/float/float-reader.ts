import type { Reader } from "../../codec/reader.js";
import type { Verbs } from "../kind.js";
import type { FloatOperation } from "./float-operation.js";

export function readFloatState(reader: Reader): number {
  return reader.number();
}

export const floatVerbs: Verbs<FloatOperation> = [
  (reader) => ({ op: "float.set", value: reader.number() }),
  (reader) => ({ op: "float.add", delta: reader.number() }),
];
