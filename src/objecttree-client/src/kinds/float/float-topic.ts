import { malformed } from "../../codec/protocol-error.js";
import { type SingleChange, SingleTopic } from "../single-topic.js";
import type { FloatOperation } from "./float-operation.js";

/** A change of a float. */
export type FloatChange = SingleChange<number>;

/** A topic that holds a finite number. */
export class FloatTopic extends SingleTopic<number> {
  /** @internal */
  apply(operation: FloatOperation): void {
    const value = operation.op === "float.set" ? operation.value : this.staged + operation.delta;
    if (!Number.isFinite(value)) malformed();
    this.become(value);
  }
}
