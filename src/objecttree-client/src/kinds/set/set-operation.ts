import type { Value } from "../../values/value.js";

/** What can happen to a set. */
export type SetOperation =
  | {
      readonly op: "set.set";
      readonly object: number;
      readonly attribute: number;
      /** Each item once. */
      readonly value: readonly Value[];
    }
  | {
      readonly op: "set.add" | "set.remove";
      readonly object: number;
      readonly attribute: number;
      readonly value: Value;
    };
