import type { Reader } from "../../codec/reader.js";
import type { Verbs } from "../kind.js";
import type { IntOperation } from "./int-operation.js";

export function readIntState(reader: Reader): number {
  return reader.int();
}

export const intVerbs: Verbs<IntOperation> = [
  (reader) => ({ op: "int.set", value: reader.int() }),
  (reader) => ({ op: "int.add", delta: reader.int() }),
];
