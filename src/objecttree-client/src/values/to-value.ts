import { createRecord, fieldsOf, type RecordValue, recordKindOf } from "./record.js";
import { Referable, Reference } from "./reference.js";
import type { Value } from "./value.js";

/**
 * What a page may pass where a value is wanted: a value, with plain objects for maps and objects of the tree for
 * references. A record stays the record that it was; a copy of it is a plain object like any other.
 */
export type ValueInput =
  | null
  | boolean
  | number
  | string
  | Uint8Array
  | Reference
  | Referable
  | readonly ValueInput[]
  | ReadonlyMap<string, ValueInput>
  | { readonly [name: string]: ValueInput };

/**
 * Turns what a page passed into a value of its own, so that later changes of the original do not matter.
 * @param levels how deep arrays and maps may be nested; also what ends a value that contains itself.
 * @throws TypeError when it, or something in it, is no value.
 */
export function toValue(input: unknown, levels: number): Value {
  switch (typeof input) {
    case "boolean":
      return input;
    case "number":
      if (Number.isFinite(input)) return input;
      break;
    case "string":
      if (isWellFormed(input)) return input;
      throw noValue("a lone surrogate");
    case "object": {
      if (input === null || input instanceof Reference) return input;
      if (input instanceof Referable) return new Reference(input.id, input.surroundings.at);
      if (input instanceof Uint8Array) return new Uint8Array(input);
      if (levels === 0) throw noValue("what is nested that deep");
      if (Array.isArray(input)) return Array.from(input, (item) => toValue(item, levels - 1));
      if (input instanceof Map) return toMap(input, levels);
      const kind = recordKindOf(input);
      if (kind !== undefined) {
        const fields = fieldsOf(kind, input as RecordValue);
        return createRecord(kind, toValue(fields, levels) as readonly Value[]);
      }
      if (isPlainObject(input)) return toMap(Object.entries(input), levels);
    }
  }
  throw noValue(typeof input === "number" ? input : `such a ${typeof input}`);
}

function noValue(what: unknown): TypeError {
  return new TypeError(`${what} is no value`);
}

/** Whether a string has no lone surrogate, so that UTF-8 can carry it. */
export function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}

function toMap(entries: Iterable<[unknown, unknown]>, levels: number): ReadonlyMap<string, Value> {
  const map = new Map<string, Value>();
  for (const [key, item] of entries) {
    if (typeof key !== "string" || !isWellFormed(key)) throw noValue("a map with such a key");
    map.set(key, toValue(item, levels - 1));
  }
  return map;
}

function isPlainObject(input: object): boolean {
  const prototype = Object.getPrototypeOf(input);
  return prototype === null || prototype === Object.prototype || Object.getPrototypeOf(prototype) === null;
}
