import { fieldsOf, type RecordValue, recordKindOf } from "./record.js";
import { Reference } from "./reference.js";
import type { Value } from "./value.js";

/**
 * Something that is `===` (and the same `Map` key) for two values exactly when their content is the same. Numbers,
 * booleans, null and nearly all strings are their own identity; everything else, with −0, which is not 0, is told apart
 * from every string by its leading NUL, which a string with a leading NUL has doubled.
 */
export function identity(value: Value): unknown {
  if (typeof value === "string") return value.startsWith("\0") ? `\0${value}` : value;
  if ((typeof value !== "object" && !Object.is(value, -0)) || value === null) return value;
  return `\0=${JSON.stringify(value, content)}`;
}

/** Whether two values have the same content. */
export function isSame(one: Value, other: Value): boolean {
  return identity(one) === identity(other);
}

/** What JSON cannot say, as an object of its own form: no value but these is an object to `JSON.stringify`. */
function content(_key: string, value: unknown): unknown {
  if (Object.is(value, -0)) return { zero: "-" };
  if (value instanceof Map) return { map: [...value].sort(([one], [other]) => (one < other ? -1 : 1)) };
  if (value instanceof Uint8Array) return { bytes: String(value) };
  if (value instanceof Reference) return { reference: value.id };
  const kind = recordKindOf(value);
  return kind === undefined ? value : { record: kind.number, fields: fieldsOf(kind, value as RecordValue) };
}
