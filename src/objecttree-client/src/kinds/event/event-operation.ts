import type { Value } from "../../values/value.js";

/** What can happen to an event: it happens, or what it told is undone. */
export interface EventOperation {
  readonly op: "event.emit" | "event.withdraw";
  readonly value: Value;
}
