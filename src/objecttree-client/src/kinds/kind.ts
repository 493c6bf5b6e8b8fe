import type { Reader } from "../codec/reader.js";
import type { TreeObject } from "../replica/tree-object.js";
import type { Value } from "../values/value.js";
import type { TopicOperation } from "./attribute-operation.js";
import type { Topic } from "./topic.js";

export type KindName = "string" | "int" | "float" | "bool" | "value" | "reference" | "list" | "set" | "dict" | "event";

/** A topic of any kind, as the replica sees it. */
export type AnyTopic = Topic<unknown, unknown> & {
  /** Takes only operations of its own kind, which is what a reader makes of the declaration. */
  apply(operation: never): void;
};

/** How the operands of each verb are read. A verb that is not there is malformed. */
export type Verbs<Operation> = readonly (((reader: Reader) => Operation) | undefined)[];

/** What a replica has to know of one kind of attribute. */
export interface Kind {
  readonly name: KindName;
  readonly readState: (reader: Reader) => Value;
  readonly verbs: Verbs<TopicOperation>;
  readonly createTopic: (state: Value, owner?: TreeObject) => AnyTopic;
}
