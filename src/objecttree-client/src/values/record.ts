import type { Value } from "./value.js";

/** @internal A kind of record, as the server announced it. */
export interface RecordKind {
  readonly number: number;
  /** Its name on the server. */
  readonly record: string;
  /** The names of its fields, in order. */
  readonly fields: readonly string[];
}

/** A value with named fields, such as `{ x: 1, y: 2 }`. Frozen; its fields are all it has, whatever they are called. */
export interface RecordValue {
  readonly [field: string]: Value;
}

const kinds = new WeakMap<object, RecordKind>();

/** @internal A record of this kind, with one value for each field. */
export function createRecord(kind: RecordKind, values: readonly Value[]): RecordValue {
  const record = Object.create(null);
  // Nothing is inherited, so that a field `__proto__` is one like any other.
  kind.fields.forEach((field, index) => {
    record[field] = values[index];
  });
  kinds.set(record, kind);
  return Object.freeze(record);
}

/** @internal What kind of record a value is; `undefined`: it is none. */
export function recordKindOf(value: unknown): RecordKind | undefined {
  return kinds.get(value as object);
}

/** @internal The values of a record's fields, in order. */
export function fieldsOf(kind: RecordKind, record: RecordValue): Value[] {
  return kind.fields.map((field) => record[field] as Value);
}
