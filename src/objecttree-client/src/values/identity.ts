import type { Value } from "./value.js";

/**
 * Something that is `===` (and the same `Map` key) for two values exactly when their content is the same. Numbers,
 * booleans, null and nearly all strings are their own identity; an array, a map or −0, which is not 0, is told apart
 * from every string by its leading NUL, which a string with a leading NUL has doubled.
 */
export function identity(value: Value): unknown {
  if (typeof value === "string") return value.startsWith("\0") ? `\0${value}` : value;
  if (Object.is(value, -0)) return "\0-";
  if (typeof value !== "object" || value === null) return value;
  return `\0=${JSON.stringify(value, entriesOfMaps)}`;
}

/** Whether two values have the same content. */
export function isSame(one: Value, other: Value): boolean {
  return identity(one) === identity(other);
}

function entriesOfMaps(_key: string, value: unknown): unknown {
  return value instanceof Map ? { map: [...value].sort(([one], [other]) => (one < other ? -1 : 1)) } : value;
}
