import { type SingleChange, SingleTopic } from "../single-topic.js";
import type { BoolOperation } from "./bool-operation.js";

/** A change of a bool. */
export type BoolChange = SingleChange<boolean>;

/** A topic that holds true or false. */
export class BoolTopic extends SingleTopic<boolean> {
  /** @internal */
  apply({ value }: BoolOperation): void {
    this.become(value);
  }
}
