import { malformed } from "../../codec/protocol-error.js";
import { type SingleChange, SingleTopic } from "../single-topic.js";
import type { IntOperation } from "./int-operation.js";

/** A change of an int. */
export type IntChange = SingleChange<number>;

/** A topic that holds a whole number within ±(2^53−1). */
export class IntTopic extends SingleTopic<number> {
  /** @internal */
  apply(operation: IntOperation): void {
    const value = operation.op === "int.set" ? operation.value : this.staged + operation.delta;
    if (!Number.isSafeInteger(value)) malformed();
    this.become(value);
  }
}
