import type { TopicOperation } from "../../kinds/attribute-operation.js";
import type { ListOperation } from "../../kinds/list/list-operation.js";
import type { StringOperation } from "../../kinds/string/string-operation.js";
import { cross } from "./cross.js";
import { passList } from "./list-transform.js";
import { passString } from "./string-transform.js";

/** Whether an operation has places, which others shift. */
export function hasPlaces({ op }: TopicOperation): boolean {
  return /^(string|list)/.test(op);
}

/**
 * Brings an operation past others of the same attribute that were made on the same state and come first in the server's
 * order. It only has to look right: what the server makes of it is the truth.
 * @returns what it becomes, and what the others are after it.
 */
export function rebase(
  operation: TopicOperation,
  others: readonly TopicOperation[],
): [passed: TopicOperation[], others: TopicOperation[]] {
  return hasPlaces(operation) ? cross([operation], others, false, passOne) : [[operation], [...others]];
}

function passOne(one: TopicOperation, other: TopicOperation, isFirst: boolean): TopicOperation[] {
  return one.op.startsWith("string.")
    ? passString(one as StringOperation, other as StringOperation, isFirst)
    : passList(one as ListOperation, other as ListOperation, isFirst);
}
