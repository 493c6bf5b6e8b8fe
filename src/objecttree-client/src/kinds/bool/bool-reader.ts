import type { Reader } from "../../codec/reader.js";
import type { Verbs } from "../kind.js";
import type { BoolOperation } from "./bool-operation.js";

export function readBoolState(reader: Reader): boolean {
  return reader.bool();
}

export const boolVerbs: Verbs<BoolOperation> = [(reader) => ({ op: "bool.set", value: reader.bool() })];
