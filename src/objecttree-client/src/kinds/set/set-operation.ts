import type { Value } from "../../values/value.js";

/** What can happen to a set. */
export type SetOperation =
  /** Each item once. */
  | { readonly op: "set.set"; readonly value: readonly Value[] }
  | { readonly op: "set.add" | "set.remove"; readonly value: Value }
  /** No item is in both. */
  | { readonly op: "set.patch"; readonly removed: readonly Value[]; readonly added: readonly Value[] };
