import type { TopicOperation } from "../kinds/attribute-operation.js";
import { identity } from "../values/identity.js";
import type { Value } from "../values/value.js";

/** Whether operations say the same, in whatever order each says it. */
export function areSame(some: readonly TopicOperation[], others: readonly TopicOperation[]): boolean {
  return identity(some.map(contentOf)) === identity(others.map(contentOf));
}

function contentOf(operation: TopicOperation): Value {
  const said = operation.op === "list.patch" ? { op: operation.op, steps: operation.steps.map(contentOf) } : operation;
  return new Map(Object.entries(said));
}
