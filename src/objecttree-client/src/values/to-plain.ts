import type { Value } from "./value.js";

/** A value as frozen JSON-like data: what `toJSON` shows. Maps become objects. */
export type Plain = null | boolean | number | string | readonly Plain[] | { readonly [name: string]: Plain };

/** Turns a value into frozen plain data. */
export function toPlain(value: Value): Plain {
  if (value instanceof Map) return toPlainObject(value);
  return Array.isArray(value) ? Object.freeze(value.map(toPlain)) : (value as Plain);
}

/** Turns entries into a frozen object. A key such as `__proto__` becomes an own property like any other. */
export function toPlainObject(entries: Iterable<readonly [string, Value]>): { readonly [name: string]: Plain } {
  return Object.freeze(Object.fromEntries(Array.from(entries, ([key, value]) => [key, toPlain(value)])));
}
