import type { Value } from "../../values/value.js";
import { Topic } from "../topic.js";
import type { EventOperation } from "./event-operation.js";

/** An event happened. */
export interface EventChange<Args> {
  readonly args: Args;
  /** Whether it is what these `args` told that was undone. */
  readonly undone: boolean;
}

/**
 * Something that happens: `listen` tells each time, in order, when its frame is applied. Nothing of it stays, so a snapshot
 * brings none, `value` is always `null`, and `subscribe` never tells more than that.
 */
export class EventTopic<Args extends Value = Value> extends Topic<null, EventChange<Args>> {
  /** @internal */
  apply({ op, value }: EventOperation): void {
    this.stage(null);
    this.tell({ args: value as Args, undone: op === "event.withdraw" });
  }
}
