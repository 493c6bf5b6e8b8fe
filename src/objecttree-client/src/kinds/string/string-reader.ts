import type { Reader } from "../../codec/reader.js";
import type { Verbs } from "../kind.js";
import type { StringOperation } from "./string-operation.js";

export function readStringState(reader: Reader): string {
  return reader.string();
}

export const stringVerbs: Verbs<StringOperation> = [
  (reader) => ({ op: "string.set", value: reader.string() }),
  (reader) => ({
    op: "string.splice",
    position: reader.uint(),
    deleted: reader.uint(),
    inserted: reader.string(),
  }),
];
