import type { Value } from "../../values/value.js";

interface At {
  readonly object: number;
  readonly attribute: number;
}

/** What can happen to a list. */
export type ListOperation =
  | (At & { readonly op: "list.set"; readonly value: readonly Value[] })
  | (At & { readonly op: "list.insert"; readonly index: number; readonly value: Value })
  | (At & { readonly op: "list.insertRange"; readonly index: number; readonly values: readonly Value[] })
  | (At & { readonly op: "list.removeRange"; readonly index: number; readonly count: number })
  | (At & { readonly op: "list.replace"; readonly index: number; readonly value: Value })
  /** `to` counts after the item was taken out. */
  | (At & { readonly op: "list.move"; readonly from: number; readonly to: number });
