import { recordKindOf } from "./record.js";
import { Reference } from "./reference.js";
import type { Value } from "./value.js";

/** A value as frozen JSON-like data: what `toJSON` shows. Maps and records become objects, bytes base64, references ids. */
export type Plain = null | boolean | number | string | readonly Plain[] | { readonly [name: string]: Plain };

/** Turns a value into frozen plain data. */
export function toPlain(value: Value): Plain {
  if (value instanceof Map) return toPlainObject(value);
  if (value instanceof Reference) return value.id;
  if (value instanceof Uint8Array) return btoa(Array.from(value, (byte) => String.fromCharCode(byte)).join(""));
  if (recordKindOf(value) !== undefined) return toPlainObject(Object.entries(value as never));
  return Array.isArray(value) ? Object.freeze(value.map(toPlain)) : (value as Plain);
}

/** Turns entries into a frozen object. A key such as `__proto__` becomes an own property like any other. */
export function toPlainObject(entries: Iterable<readonly [string, Value]>): { readonly [name: string]: Plain } {
  return Object.freeze(Object.fromEntries(Array.from(entries, ([key, value]) => [key, toPlain(value)])));
}
