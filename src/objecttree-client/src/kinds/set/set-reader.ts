import { malformed } from "../../codec/protocol-error.js";
import type { Reader } from "../../codec/reader.js";
import { identity } from "../../values/identity.js";
import type { Value } from "../../values/value.js";
import type { Verbs } from "../kind.js";
import type { SetOperation } from "./set-operation.js";

/** Reads one item of a set: any value, or for tags a string. */
export type ReadItem = (reader: Reader) => Value;

export const readAnyItem: ReadItem = (reader) => reader.value();
export const readTag: ReadItem = (reader) => reader.string();

/** Reads items of which each is there once. */
export function readSetState(reader: Reader, readItem: ReadItem = readAnyItem): Value[] {
  const items = reader.array(() => readItem(reader));
  if (new Set(items.map(identity)).size !== items.length) malformed();
  return items;
}

export function setVerbs(readItem: ReadItem = readAnyItem): Verbs<SetOperation> {
  return [
    (reader) => ({ op: "set.set", value: readSetState(reader, readItem) }),
    (reader) => ({ op: "set.add", value: readItem(reader) }),
    (reader) => ({ op: "set.remove", value: readItem(reader) }),
    (reader) => ({
      op: "set.patch",
      removed: readSetState(reader, readItem),
      added: readSetState(reader, readItem),
    }),
  ];
}
