import type { TopicOperation } from "../kinds/attribute-operation.js";
import { withoutRecords } from "../values/without-records.js";

/**
 * The operation as a client sends it: a record in it goes as a map, for a client announces none.
 * @param levels how deep its operands may be nested.
 * @throws RangeError when they are deeper.
 */
export function plainOperation<Operation extends TopicOperation>(operation: Operation, levels: number): Operation {
  if (operation.op === "list.patch") {
    return { ...operation, steps: operation.steps.map((step) => plainOperation(step, levels)) };
  }
  const operands = Object.entries(operation).map(([name, operand]) => [name, withoutRecords(operand, levels)]);
  return Object.fromEntries(operands);
}
