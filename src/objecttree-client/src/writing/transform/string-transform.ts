import type { StringOperation } from "../../kinds/string/string-operation.js";

type Splice = Extract<StringOperation, { readonly op: "string.splice" }>;

/**
 * What an operation on a string becomes past another that was made on the same text. What is inserted where the other
 * deletes survives there, what both delete is deleted once, and a text as a whole voids edits.
 * @param isFirst whether it comes before the other in the server's order: then what it inserts stands first at one place.
 */
export function passString(operation: StringOperation, other: StringOperation, isFirst: boolean): StringOperation[] {
  if (operation.op === "string.set") return other.op === "string.set" && isFirst ? [] : [operation];
  return other.op === "string.set" ? [] : passSplice(operation, other, isFirst);
}

function passSplice({ position, deleted, inserted }: Splice, other: Splice, isFirst: boolean): Splice[] {
  const end = position + deleted;
  const otherEnd = other.position + other.deleted;
  const shift = other.inserted.length - other.deleted;
  const isBefore = position < other.position || (position === other.position && isFirst);
  const gap = isBefore ? position : Math.max(position, otherEnd) + shift;
  // What is left to delete: a part before what the other changed, and a part behind it.
  const left = Math.max(0, Math.min(end, other.position) - position);
  const rightStart = Math.max(position, otherEnd);
  const right = Math.max(0, end - rightStart);
  const isTogether = right === 0 || gap + left === rightStart + shift;
  if (isTogether) return splices([gap, left + right, inserted]);
  return splices([gap, left, inserted], [rightStart + shift - left + inserted.length, right, ""]);
}

/** Those of them that do something. */
function splices(...parts: readonly (readonly [position: number, deleted: number, inserted: string])[]): Splice[] {
  return parts
    .filter(([, deleted, inserted]) => deleted > 0 || inserted !== "")
    .map(([position, deleted, inserted]) => ({ op: "string.splice", position, deleted, inserted }));
}
