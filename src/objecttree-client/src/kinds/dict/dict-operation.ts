import type { Value } from "../../values/value.js";

/** What can happen to a dict. */
export type DictOperation =
  | { readonly op: "dict.set"; readonly value: ReadonlyMap<string, Value> }
  | { readonly op: "dict.put"; readonly key: string; readonly value: Value }
  | { readonly op: "dict.remove"; readonly key: string }
  /** No key is in both. */
  | { readonly op: "dict.patch"; readonly removed: readonly string[]; readonly put: ReadonlyMap<string, Value> };
