import { malformed } from "../../codec/protocol-error.js";
import type { Reader } from "../../codec/reader.js";
import { identity } from "../../values/identity.js";
import type { Value } from "../../values/value.js";
import type { SetOperation } from "./set-operation.js";

/** Reads one item of a set: any value, or for tags a string. */
export type ReadItem = (reader: Reader) => Value;

export const readAnyItem: ReadItem = (reader) => reader.value();
export const readTag: ReadItem = (reader) => reader.string();

export function readSetState(reader: Reader, readItem: ReadItem = readAnyItem): Value[] {
  const items = reader.array(() => readItem(reader));
  if (new Set(items.map(identity)).size !== items.length) throw malformed("twice");
  return items;
}

export function readSetOperation(
  reader: Reader,
  verb: number,
  object: number,
  attribute: number,
  readItem: ReadItem = readAnyItem,
): SetOperation {
  switch (verb) {
    case 0:
      return { op: "set.set", object, attribute, value: readSetState(reader, readItem) };
    case 1:
      return { op: "set.add", object, attribute, value: readItem(reader) };
    case 2:
      return { op: "set.remove", object, attribute, value: readItem(reader) };
  }
  throw malformed("verb");
}
