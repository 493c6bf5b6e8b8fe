import { fieldsOf, type RecordValue, recordKindOf } from "./record.js";
import type { Value } from "./value.js";

/**
 * A value as a client sends it: a record in it goes as a map, for a client announces none.
 * @param levels how deep it may be nested.
 * @throws RangeError when it is deeper.
 */
export function withoutRecords(value: Value, levels: number): Value {
  const kind = recordKindOf(value);
  if (!Array.isArray(value) && !(value instanceof Map) && kind === undefined) return value;
  if (levels === 0) throw new RangeError("depth");
  if (Array.isArray(value)) return value.map((item) => withoutRecords(item, levels - 1));
  const entries = kind?.fields.map((field, index) => [field, fieldsOf(kind, value as RecordValue)[index]]) ?? value;
  return new Map(Array.from(entries as [string, Value][], ([key, item]) => [key, withoutRecords(item, levels - 1)]));
}
