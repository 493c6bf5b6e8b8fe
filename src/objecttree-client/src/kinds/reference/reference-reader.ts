import type { Reader } from "../../codec/reader.js";
import type { Verbs } from "../kind.js";
import type { ReferenceOperation } from "./reference-operation.js";

export function readReferenceState(reader: Reader): number | null {
  return reader.optional(() => reader.id());
}

export const referenceVerbs: Verbs<ReferenceOperation> = [
  (reader) => ({ op: "reference.set", value: readReferenceState(reader) }),
];
