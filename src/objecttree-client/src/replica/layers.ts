import type { AttributeOperation } from "../kinds/attribute-operation.js";
import type { Notifications } from "../listening/notifications.js";
import type { StagedFrame } from "./staged-frame.js";

/**
 * What a client that writes keeps between the server's state and what is shown. A page that only reads has none of it.
 */
export interface Layers {
  /** The frame changes an attribute. True: it has changes of this client's own, and is brought up to date later. */
  take(frame: StagedFrame, operation: AttributeOperation): boolean;
  /** The frame is read: what is shown of such attributes is brought up to date. */
  settle(frame: StagedFrame): void;
  /** The frame is there. True: what is to be told of it is told later. */
  hold(notifications: Notifications): boolean;
}
