import type { TopicOperation } from "../kinds/attribute-operation.js";
import type { KindName } from "../kinds/kind.js";
import type { ListChange } from "../kinds/list/list-change.js";
import { listDifference } from "../kinds/list/list-difference.js";
import type { ListStep } from "../kinds/list/list-operation.js";
import { identity } from "../values/identity.js";
import type { Value } from "../values/value.js";

/** So many code units from a place on become others. */
export type Splice = Extract<TopicOperation, { readonly op: "string.splice" }>;

/** The operation that makes another state of one; of a string only the part that differs. */
export function difference(kind: KindName, old: Value, now: Value): TopicOperation {
  if (kind === "string") return stringDifference(old as string, now as string);
  return { op: `${kind}.set`, value: now } as TopicOperation;
}

/** What turns one state into another, of a string or list in edits of its parts; nothing when they are the same. */
export function edits(kind: KindName, old: Value, now: Value): TopicOperation[] {
  if (identity(old) === identity(now)) return [];
  if (kind !== "list") return [difference(kind, old, now)];
  const changes = listDifference(old as readonly Value[], now as readonly Value[], identity);
  return [{ op: "list.patch", steps: changes.map(stepOf) }];
}

function stepOf(change: ListChange<Value>): ListStep {
  switch (change.kind) {
    case "insert":
      return { op: "list.insert", index: change.index, value: change.item };
    case "remove":
      return { op: "list.removeRange", index: change.index, count: 1 };
    case "move":
      return { op: "list.move", from: change.oldIndex, to: change.index };
    case "replace":
      return { op: "list.replace", index: change.index, value: change.item };
  }
}

/** What lies between what both texts begin and end with; no surrogate pair is parted. */
export function stringDifference(old: string, now: string): Splice {
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start++;
  if (isHigh(old, start - 1)) start--;
  let end = 0;
  const most = Math.min(old.length, now.length) - start;
  while (end < most && old[old.length - 1 - end] === now[now.length - 1 - end]) end++;
  if (end > 0 && isLow(old, old.length - end)) end--;
  return {
    op: "string.splice",
    position: start,
    deleted: old.length - start - end,
    inserted: now.slice(start, now.length - end),
  };
}

export function isHigh(text: string, at: number): boolean {
  return /[\ud800-\udbff]/.test(text.charAt(at));
}

export function isLow(text: string, at: number): boolean {
  return /[\udc00-\udfff]/.test(text.charAt(at));
}
