import type { Value } from "../../values/value.js";
import { type SingleChange, SingleTopic } from "../single-topic.js";
import type { ValueOperation } from "./value-operation.js";

/** A change of a value. */
export type ValueChange<Item> = SingleChange<Item>;

/** A topic that holds any one value: a record, an array, `null`, … */
export class ValueTopic<Item extends Value = Value> extends SingleTopic<Item> {
  /** @internal */
  apply({ value }: ValueOperation): void {
    this.become(value as Item);
  }
}
