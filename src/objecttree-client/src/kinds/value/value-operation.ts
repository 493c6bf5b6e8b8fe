import type { Value } from "../../values/value.js";

/** What can happen to a value. */
export interface ValueOperation {
  readonly op: "value.set";
  readonly value: Value;
}
