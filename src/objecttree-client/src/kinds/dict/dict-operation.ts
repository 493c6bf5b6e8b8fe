import type { Value } from "../../values/value.js";

interface At {
  readonly object: number;
  readonly attribute: number;
}

/** What can happen to a dict. */
export type DictOperation =
  | (At & { readonly op: "dict.set"; readonly value: ReadonlyMap<string, Value> })
  | (At & { readonly op: "dict.put"; readonly key: string; readonly value: Value })
  | (At & { readonly op: "dict.remove"; readonly key: string });
