import { malformed } from "../../codec/protocol-error.js";
import { Topic } from "../topic.js";
import type { IntOperation } from "./int-operation.js";

/** A change of an int. */
export interface IntChange {
  readonly old: number;
  readonly new: number;
}

/** A topic that holds a whole number within ±(2^53−1). */
export class IntTopic extends Topic<number, IntChange> {
  /** @internal */
  apply(operation: IntOperation): void {
    const old = this.staged;
    const value = operation.op === "int.set" ? operation.value : old + operation.delta;
    if (!Number.isSafeInteger(value)) throw malformed("range");
    this.stage(value);
    this.tell({ old, new: value });
  }
}
