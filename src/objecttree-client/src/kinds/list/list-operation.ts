import type { Value } from "../../values/value.js";

/** One change of a list, alone or as a step of a patch. */
export type ListStep =
  | { readonly op: "list.insert"; readonly index: number; readonly value: Value }
  | { readonly op: "list.insertRange"; readonly index: number; readonly values: readonly Value[] }
  | { readonly op: "list.removeRange"; readonly index: number; readonly count: number }
  | { readonly op: "list.replace"; readonly index: number; readonly value: Value }
  /** `to` counts after the item was taken out. */
  | { readonly op: "list.move"; readonly from: number; readonly to: number };

/** How many items an insertion inserts. */
export function lengthOf(step: Extract<ListStep, { readonly op: "list.insert" | "list.insertRange" }>): number {
  return step.op === "list.insert" ? 1 : step.values.length;
}

/** What can happen to a list. */
export type ListOperation =
  | ListStep
  | { readonly op: "list.set"; readonly value: readonly Value[] }
  | { readonly op: "list.patch"; readonly steps: readonly ListStep[] };
