import type { TopicOperation } from "../kinds/attribute-operation.js";
import { identity } from "../values/identity.js";
import type { Value } from "../values/value.js";
import type { PendingAction } from "./pending-action.js";

/** What each makes of what the others have made, or is brought past it. */
const commuting = /^(string|list|event)|add$/;

/** What changes one item. */
const ofItem = /^(set|dict)\.[apr]/;

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
        // The shape of the tree.
        (attribute < 0 || operations.some((one) => !other.operations.every((two) => commute(one, two)))),
    ),
  );
}

function commute(one: TopicOperation, other: TopicOperation): boolean {
  if (commuting.test(one.op) && commuting.test(other.op)) return true;
  return ofItem.test(one.op) && ofItem.test(other.op) && itemOf(one) !== itemOf(other);
}

function itemOf(operation: TopicOperation): unknown {
  const { key, value = null } = operation as { key?: string; value?: Value };
  return key ?? identity(value);
}
