import type { TopicOperation } from "../kinds/attribute-operation.js";
import { createRecord, fieldsOf, type RecordValue, recordKindOf } from "../values/record.js";
import { type Find, Reference } from "../values/reference.js";
import type { Value } from "../values/value.js";
import { areSame } from "../writing/same-operation.js";

/** The ids of objects by what the page called them. */
export type Ids = ReadonlyMap<number, number>;

/** The operation with its references by these ids. */
export function renamedOperation<Operation extends TopicOperation>(
  operation: Operation,
  ids: Ids,
  find: Find,
): Operation {
  if (operation.op === "reference.set")
    return { ...operation, value: ids.get(operation.value ?? 0) ?? operation.value };
  if (operation.op === "list.patch") {
    return { ...operation, steps: operation.steps.map((step) => renamedOperation(step, ids, find)) };
  }
  const operands = Object.entries(operation).map(([name, operand]) => [name, renamed(operand, ids, find)]);
  return Object.fromEntries(operands) as typeof operation;
}

/** Whether the operation refers to one of these objects. */
export function refersTo(operation: TopicOperation, ids: Iterable<number>): boolean {
  const others = new Map(Array.from(ids, (id) => [id, 0]));
  return !areSame([operation], [renamedOperation(operation, others, () => undefined)]);
}

function renamed(value: Value, ids: Ids, find: Find): Value {
  if (value instanceof Reference) return new Reference(ids.get(value.id) ?? value.id, find);
  if (Array.isArray(value)) return value.map((item) => renamed(item, ids, find));
  if (value instanceof Map) return new Map(Array.from(value, ([key, item]) => [key, renamed(item, ids, find)]));
  const kind = recordKindOf(value);
  if (kind === undefined) return value;
  return createRecord(
    kind,
    fieldsOf(kind, value as RecordValue).map((field) => renamed(field, ids, find)),
  );
}
