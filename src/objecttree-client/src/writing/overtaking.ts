import type { TopicOperation } from "../kinds/attribute-operation.js";
import { identity } from "../values/identity.js";
import type { Value } from "../values/value.js";
import type { PendingAction } from "./pending-action.js";

/** Whether an action that is made after one that was written later makes something else of it. */
export function isOvertakenBy({ changes, order, undo }: PendingAction, later: PendingAction): boolean {
  if (later.order < order) return false;
  // What is undone is the newest there is.
  if (undo !== undefined) return true;
  return changes.some(({ object, attribute, operations }) =>
    later.changes.some(
      (other) =>
        object === other.object &&
        attribute === other.attribute &&
        // Of the tree's shape there are no such operations.
        (attribute < 0 || operations.some((one) => !other.operations.every((two) => commute(one, two)))),
    ),
  );
}

function commute(one: TopicOperation, other: TopicOperation): boolean {
  const both = one.op + other.op;
  // Each makes its own of what it finds, or is brought past it; or both add, remove or put another item.
  if (/^(string|list|event)|add.*add/.test(both)) return true;
  return /\.([ar]|pu).*\.([ar]|pu)/.test(both) && itemOf(one) !== itemOf(other);
}

function itemOf(operation: TopicOperation): unknown {
  const { key, value = null } = operation as { key?: string; value?: Value };
  return key ?? identity(value);
}
