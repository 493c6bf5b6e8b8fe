import type { Replica } from "../../src/replica/replica.js";
import type { TreeObject } from "../../src/replica/tree-object.js";
import { fieldsOf, type RecordValue, recordKindOf } from "../../src/values/record.js";
import { Reference } from "../../src/values/reference.js";
import type { Value } from "../../src/values/value.js";
import { toHex } from "../vectors/vector.js";

/** A whole tree as comparable JSON: its objects depth first, attributes by name, values as in the vectors. */
export function canonicalJson({ root }: Replica): unknown[] {
  return root === undefined ? [] : subtree(root);
}

function subtree(object: TreeObject): unknown[] {
  const { id, type, parent, key, tags, children } = object;
  const own = {
    id,
    type,
    parent: parent?.id ?? null,
    key,
    tags: [...tags.value].sort(byCodeUnits),
    ...attributes(object),
  };
  return [own, ...children.value.flatMap(subtree)];
}

function attributes(object: TreeObject): { attributes: object } {
  const entries = object.declarations.map(([number, { name, kind }]) => {
    const value = object.topics[number]?.toValue() ?? null;
    return [name, kind === "set" ? setItems(value as readonly Value[]) : canonicalValue(value)] as const;
  });
  return { attributes: Object.fromEntries(entries.sort(([one], [other]) => byCodeUnits(one, other))) };
}

/** The protocol's order; of what it leaves open, references by id, and the rest by its JSON. */
function setItems(items: readonly Value[]): unknown[] {
  return items
    .map((item) => ({ item, json: canonicalValue(item) }))
    .sort(
      (one, other) =>
        compare(one.item, other.item) || byCodeUnits(JSON.stringify(one.json), JSON.stringify(other.json)),
    )
    .map(({ json }) => json);
}

function compare(one: Value, other: Value): number {
  const rank = rankOf(one) - rankOf(other);
  if (rank !== 0) return rank;
  if (typeof one === "number") return one - (other as number);
  if (one instanceof Reference && other instanceof Reference) return one.id - other.id;
  return typeof one === "string" ? byCodeUnits(one, other as string) : 0;
}

function rankOf(value: Value): number {
  if (value === null) return 0;
  if (typeof value === "boolean") return value ? 2 : 1;
  if (typeof value === "number") return 3;
  return typeof value === "string" ? 4 : 5;
}

function canonicalValue(value: Value): unknown {
  if (Array.isArray(value)) return value.map(canonicalValue);
  if (value instanceof Map) return { map: canonicalEntries(value) };
  if (value instanceof Uint8Array) return { bytes: toHex(value) };
  if (value instanceof Reference) return { reference: value.id };
  const kind = recordKindOf(value);
  if (kind === undefined) return value;
  const values = fieldsOf(kind, value as RecordValue);
  return {
    record: kind.record,
    fields: canonicalEntries(kind.fields.map((field, index) => [field, values[index] ?? null])),
  };
}

function canonicalEntries(entries: Iterable<readonly [string, Value]>): object {
  const sorted = [...entries].sort(([one], [other]) => byCodeUnits(one, other));
  return Object.fromEntries(sorted.map(([key, item]) => [key, canonicalValue(item)]));
}

function byCodeUnits(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
