import type { Reader } from "../codec/reader.js";
import type { Value } from "../values/value.js";
import type { AttributeOperation } from "./attribute-operation.js";
import type { Topic } from "./topic.js";

export type KindName = "string" | "int" | "bool" | "list" | "set" | "dict";

/** A topic of any kind, as the replica sees it. */
export type AnyTopic = Topic<unknown, unknown> & {
  /** Takes only operations of its own kind, which is what a reader makes of the type's declaration. */
  apply(operation: never): void;
};

/** What a replica has to know of one kind of attribute. */
export interface Kind {
  readonly name: KindName;
  readonly readState: (reader: Reader) => Value;
  readonly readOperation: (reader: Reader, verb: number, object: number, attribute: number) => AttributeOperation;
  readonly createTopic: (state: Value) => AnyTopic;
  /** A topic's value as a value, for `toJSON`. */
  readonly toValue: (state: unknown) => Value;
}
