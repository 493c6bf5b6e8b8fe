import type { CreateOperation } from "../instructions/operation.js";
import type { AttributeOperation } from "../kinds/attribute-operation.js";
import type { AnyTopic } from "../kinds/kind.js";
import type { Notifications } from "../listening/notifications.js";
import type { StagedFrame } from "./staged-frame.js";
import type { TreeObject } from "./tree-object.js";

/**
 * What a client that writes keeps between the server's state and what is shown. A page that only reads has none of it.
 */
export interface Layers {
  /** The frame begins: it is about what the server knows, so what this client did to the tree's shape is taken back. */
  begin?(frame: StagedFrame): void;
  /** The frame creates an object. Gives the one that this client has shown in its place. */
  adopt?(frame: StagedFrame, operation: CreateOperation): TreeObject | undefined;
  /** The frame changes an attribute. True: it has changes of this client's own, and is brought up to date later. */
  take(topic: AnyTopic, operation: AttributeOperation): boolean;
  /** The frame is read: what is shown of such attributes, and of the tree's shape, is brought up to date. */
  settle(frame: StagedFrame): void;
  /** The frame is there: takes what is to be told of it, now or later. */
  hold(notifications: Notifications): void;
}
