import { Topic } from "../topic.js";
import type { BoolOperation } from "./bool-operation.js";

/** A change of a bool. */
export interface BoolChange {
  readonly old: boolean;
  readonly new: boolean;
}

/** A topic that holds true or false. */
export class BoolTopic extends Topic<boolean, BoolChange> {
  /** @internal */
  apply(operation: BoolOperation): void {
    const old = this.staged;
    this.stage(operation.value);
    this.tell({ old, new: operation.value });
  }
}
