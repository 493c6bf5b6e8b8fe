import type { Value } from "./value.js";

/** What a page may pass where a value is wanted: a value, with plain objects for maps. */
export type ValueInput =
  | null
  | boolean
  | number
  | string
  | readonly ValueInput[]
  | ReadonlyMap<string, ValueInput>
  | { readonly [name: string]: ValueInput };

/** How deep values may be nested. Also what ends a value that contains itself. */
const deepest = 32;

/**
 * Turns what a page passed into a value of its own, so that later changes of the original do not matter.
 * @throws TypeError when it, or something in it, is no value.
 */
export function toValue(input: unknown, depth = 0): Value {
  switch (typeof input) {
    case "boolean":
      return input;
    case "number":
      if (Number.isFinite(input)) return input;
      break;
    case "string":
      if (isWellFormed(input)) return input;
      throw new TypeError("a string with a lone surrogate is not a value");
    case "object":
      if (input === null) return null;
      if (depth === deepest) throw new TypeError(`values are nested at most ${deepest} deep`);
      if (Array.isArray(input)) return Array.from(input, (item) => toValue(item, depth + 1));
      if (input instanceof Map) return toMap(input, depth);
      if (isPlainObject(input)) return toMap(Object.entries(input), depth);
  }
  throw new TypeError(`${typeof input === "number" ? input : Object.prototype.toString.call(input)} is not a value`);
}

/** Whether a string has no lone surrogate, so that UTF-8 can carry it. */
export function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}

function toMap(entries: Iterable<[unknown, unknown]>, depth: number): ReadonlyMap<string, Value> {
  const map = new Map<string, Value>();
  for (const [key, item] of entries) {
    if (typeof key !== "string" || !isWellFormed(key)) throw new TypeError("the keys of a map are well-formed strings");
    map.set(key, toValue(item, depth + 1));
  }
  return map;
}

function isPlainObject(input: object): boolean {
  const prototype = Object.getPrototypeOf(input);
  return prototype === null || prototype === Object.prototype || Object.getPrototypeOf(prototype) === null;
}
