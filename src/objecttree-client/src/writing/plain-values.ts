import type { TopicOperation } from "../kinds/attribute-operation.js";
import { fieldsOf, type RecordValue, recordKindOf } from "../values/record.js";
import type { Value } from "../values/value.js";

/**
 * The operation as a client sends it: a record in it goes as a map, for a client announces none.
 * @param levels how deep its operands may be nested.
 * @throws RangeError when they are deeper.
 */
export function plainOperation<Operation extends TopicOperation>(operation: Operation, levels: number): Operation {
  if (operation.op === "list.patch") {
    return { ...operation, steps: operation.steps.map((step) => plainOperation(step, levels)) };
  }
  const operands = Object.entries(operation).map(([name, operand]) => [name, plain(operand, levels)]);
  return Object.fromEntries(operands);
}

function plain(value: Value, levels: number): Value {
  const kind = recordKindOf(value);
  if (!Array.isArray(value) && !(value instanceof Map) && kind === undefined) return value;
  if (levels === 0) throw new RangeError("depth");
  if (Array.isArray(value)) return value.map((item) => plain(item, levels - 1));
  const entries = kind?.fields.map((field, index) => [field, fieldsOf(kind, value as RecordValue)[index]]) ?? value;
  return new Map(Array.from(entries as [string, Value][], ([key, item]) => [key, plain(item, levels - 1)]));
}
