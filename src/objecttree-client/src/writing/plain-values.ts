import type { TopicOperation } from "../kinds/attribute-operation.js";
import { fieldsOf, type RecordValue, recordKindOf } from "../values/record.js";
import type { Value } from "../values/value.js";

/** The operation as a client sends it: a record in it goes as a map, for a client announces none. */
export function plainOperation<Operation extends TopicOperation>(operation: Operation): Operation {
  if (operation.op === "list.patch") return { ...operation, steps: operation.steps.map(plainOperation) };
  const operands = Object.entries(operation).map(([name, operand]) => [name, withoutRecords(operand)]);
  return Object.fromEntries(operands);
}

function withoutRecords(value: Value): Value {
  if (Array.isArray(value)) return value.map(withoutRecords);
  if (value instanceof Map) return new Map(Array.from(value, ([key, item]) => [key, withoutRecords(item)]));
  const kind = recordKindOf(value);
  if (kind === undefined) return value;
  const fields = fieldsOf(kind, value as RecordValue).map(withoutRecords);
  return new Map(kind.fields.map((field, index) => [field, fields[index] as Value]));
}
