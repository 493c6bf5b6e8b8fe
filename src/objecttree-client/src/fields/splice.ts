import type { StringOperation } from "../kinds/string/string-operation.js";
import { isHigh, isLow, type Splice } from "../writing/difference.js";
import { cross } from "../writing/transform/cross.js";
import { passString } from "../writing/transform/string-transform.js";

export type { Splice };

/**
 * What turns one text into another. Where several edits would, it is the one that ends at `caret`: who types an `a` among others has
 * typed it there. No surrogate pair is parted.
 */
export function spliceBetween(old: string, now: string, caret = 0): Splice {
  const shorter = Math.min(old.length, now.length);
  let behind = 0;
  const mostBehind = Math.min(shorter, now.length - caret);
  while (behind < mostBehind && old[old.length - 1 - behind] === now[now.length - 1 - behind]) behind++;
  if (isLow(old, old.length - behind)) behind--;
  let position = 0;
  while (position < shorter - behind && old[position] === now[position]) position++;
  if (isHigh(old, position - 1)) position--;
  return spliceOf(position, old.length - behind - position, now.slice(position, now.length - behind));
}

export function spliceOf(position: number, deleted: number, inserted: string): Splice {
  return { op: "string.splice", position, deleted, inserted };
}

export function spliced(text: string, { position, deleted, inserted }: Splice): string {
  return text.slice(0, position) + inserted + text.slice(position + deleted);
}

/** What takes it back, once it is applied to `before`. */
export function inverseSplice({ position, deleted, inserted }: Splice, before: string): Splice {
  return spliceOf(position, inserted.length, before.slice(position, position + deleted));
}

/** Brings splices past others that were made on the same text and come first in the server's order; gives both. */
export function pass(ours: readonly Splice[], theirs: readonly Splice[]): readonly [ours: Splice[], theirs: Splice[]] {
  return cross<StringOperation>(ours, theirs, false, passString) as [Splice[], Splice[]];
}

/**
 * Where a place between two characters is after a splice: still between those of them that are left.
 * @param isWithNext whether what is inserted right there comes before it.
 */
export function movedPlace(place: number, { position, deleted, inserted }: Splice, isWithNext: boolean): number {
  if (place < position || (place === position && !isWithNext)) return place;
  return place < position + deleted ? position : place + inserted.length - deleted;
}
