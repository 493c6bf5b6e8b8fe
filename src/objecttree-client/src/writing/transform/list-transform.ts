import { type ListOperation, type ListStep, lengthOf } from "../../kinds/list/list-operation.js";
import { cross } from "./cross.js";

/**
 * What an operation on a list becomes past another that was made on the same list. Items keep their identity: who
 * replaces, moves or removes one finds it where it is now, and does nothing when it is gone.
 * @param isFirst whether it comes before the other in the server's order: then what it inserts stands first at one place,
 * and the other wins where both replace or move one item.
 */
export function passList(operation: ListOperation, other: ListOperation, isFirst: boolean): ListOperation[] {
  if (operation.op === "list.set") return other.op === "list.set" && isFirst ? [] : [operation];
  if (other.op === "list.set") return [];
  const [steps] = cross(stepsOf(operation), stepsOf(other), isFirst, passStep);
  return steps.length < 2 ? steps : [{ op: "list.patch", steps }];
}

function stepsOf(operation: Exclude<ListOperation, { readonly op: "list.set" }>): readonly ListStep[] {
  const steps = operation.op === "list.patch" ? operation.steps : [operation];
  // What moves nothing would shift what others insert there.
  return steps.filter((step) => step.op !== "list.move" || step.from !== step.to);
}

function passStep(step: ListStep, other: ListStep, isFirst: boolean): ListStep[] {
  switch (step.op) {
    case "list.insert":
    case "list.insertRange":
      return [{ ...step, index: gapPast(step.index, other, isFirst) }];
    case "list.removeRange":
      return removals(step.index, step.count, other);
    case "list.replace": {
      const index = itemPast(step.index, other);
      const isLost = other.op === "list.replace" && other.index === step.index && isFirst;
      return index === undefined || isLost ? [] : [{ ...step, index }];
    }
    case "list.move": {
      const from = itemPast(step.from, other);
      const isLost = other.op === "list.move" && other.from === step.from && isFirst;
      if (from === undefined || isLost) return [];
      const gap = gapPast(step.to > step.from ? step.to + 1 : step.to, other, isFirst);
      const to = gap > from ? gap - 1 : gap;
      return from === to ? [] : [{ op: "list.move", from, to }];
    }
  }
}

/** Where an item is past a step; `undefined`: it is gone. */
function itemPast(item: number, other: ListStep): number | undefined {
  switch (other.op) {
    case "list.insert":
    case "list.insertRange":
      return item >= other.index ? item + lengthOf(other) : item;
    case "list.removeRange":
      if (item < other.index) return item;
      return item < other.index + other.count ? undefined : item - other.count;
    case "list.replace":
      return item;
    case "list.move": {
      if (item === other.from) return other.to;
      const without = item > other.from ? item - 1 : item;
      return without >= other.to ? without + 1 : without;
    }
  }
}

/** Where the gap before an item is past a step. */
function gapPast(gap: number, other: ListStep, isFirst: boolean): number {
  switch (other.op) {
    case "list.insert":
    case "list.insertRange":
      return gap > other.index || (gap === other.index && !isFirst) ? gap + lengthOf(other) : gap;
    case "list.removeRange":
      return gap <= other.index ? gap : Math.max(other.index, gap - other.count);
    case "list.replace":
      return gap;
    case "list.move": {
      const without = gap > other.from ? gap - 1 : gap;
      return without > other.to || (without === other.to && !isFirst) ? without + 1 : without;
    }
  }
}

/** The items of a range wherever they are past a step, from the end on, those that follow each other as one range. */
function removals(index: number, count: number, other: ListStep): ListStep[] {
  const places: number[] = [];
  for (let item = index; item < index + count; item++) {
    const place = itemPast(item, other);
    if (place !== undefined) places.push(place);
  }
  places.sort((one, another) => another - one);
  const ranges: { index: number; count: number }[] = [];
  for (const place of places) {
    const last = ranges.at(-1);
    if (last !== undefined && last.index === place + 1) {
      last.index = place;
      last.count++;
    } else ranges.push({ index: place, count: 1 });
  }
  return ranges.map((range) => ({ op: "list.removeRange", ...range }));
}
