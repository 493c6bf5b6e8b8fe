import type { ListChange } from "./list-change.js";

/**
 * The changes that turn `old` into `now`. What is in both stays or moves, so that whatever is bound to an item is not
 * built again: first all that is gone is removed, then from left to right each place gets its item, from further
 * right when it is there, else as a new one. Searching makes it quadratic in the part between the common beginning
 * and end when that is shuffled; fine up to some 10,000 items.
 *
 * @param identity something that is `===` for items that are the same.
 */
export function listDifference<Item>(
  old: readonly Item[],
  now: readonly Item[],
  identity: (item: Item) => unknown,
): ListChange<Item>[] {
  const oldIds = old.map(identity);
  const nowIds = now.map(identity);
  const start = commonStart(oldIds, nowIds);
  const end = commonEnd(oldIds, nowIds, start);
  const changes: ListChange<Item>[] = [];

  const wanted = new Map<unknown, number>();
  for (const id of nowIds.slice(start, now.length - end)) wanted.set(id, (wanted.get(id) ?? 0) + 1);
  const kept: unknown[] = [];
  for (let index = start; index < old.length - end; index++) {
    const count = wanted.get(oldIds[index]) ?? 0;
    if (count === 0) changes.push({ kind: "remove", index: start + kept.length, oldItem: old[index] as Item });
    else kept.push(oldIds[index]);
    wanted.set(oldIds[index], Math.max(0, count - 1));
  }

  for (let index = start; index < now.length - end; index++) {
    const place = index - start;
    const id = nowIds[index];
    if (place < kept.length && kept[place] === id) continue;
    const item = now[index] as Item;
    const from = kept.indexOf(id, place);
    if (from < 0) changes.push({ kind: "insert", index, item });
    else {
      changes.push({ kind: "move", index, oldIndex: start + from, item });
      kept.splice(from, 1);
    }
    kept.splice(place, 0, id);
  }
  return changes;
}

function commonStart(old: readonly unknown[], now: readonly unknown[]): number {
  let count = 0;
  while (count < old.length && count < now.length && old[count] === now[count]) count++;
  return count;
}

function commonEnd(old: readonly unknown[], now: readonly unknown[], start: number): number {
  let count = 0;
  const most = Math.min(old.length, now.length) - start;
  while (count < most && old[old.length - 1 - count] === now[now.length - 1 - count]) count++;
  return count;
}
