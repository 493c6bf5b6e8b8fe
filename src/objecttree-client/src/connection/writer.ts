import type { TopicOperation } from "../kinds/attribute-operation.js";
import type { AnyTopic } from "../kinds/kind.js";
import type { Ack, Reject } from "../messages/message.js";
import type { Layers } from "../replica/layers.js";
import type { Replica } from "../replica/replica.js";
import type { TreeObject } from "../replica/tree-object.js";
import type { ObjectTreeError } from "./object-tree-error.js";
import type { AcceptedLimits } from "./server-limits.js";

/** @internal What writes to one tree. */
export interface TreeWriter extends Layers {
  /** A session is there, whose first snapshot comes next: from then on what is written goes through it. */
  connect(send: (bytes: Uint8Array<ArrayBuffer>) => void, limits: AcceptedLimits): void;
  /** Reads what only a client that writes is told; `undefined`: it is another message. */
  read(bytes: Uint8Array): Ack | Reject | undefined;
  /** Takes an answer. */
  answer(message: Ack | Reject): void;
  /** The session is over, with a frame that was not applied or between two: what is not settled is taken back. */
  disconnect(): void;
  /** The page has changed an attribute: it is shown, and the server is asked for it. */
  write(topic: AnyTopic, operation: TopicOperation): void;
  /** Whether what a topic holds is this client's guess at what the server gives it. */
  isGuessed(topic: AnyTopic): boolean;
  /** Whether a change of this topic is not settled. */
  isPending(topic: unknown): boolean;
  /** Why the last change of this topic was refused. */
  failureOf(topic: unknown): ObjectTreeError | undefined;
  /** Asks the server to undo or redo what is newest in an object's history; `false`: there is nothing. */
  undo(object: TreeObject, redo: boolean): Promise<boolean>;
  /** Makes one action of all that `change` writes; resolves when the server has made it. */
  record(change: () => void): Promise<void>;
}

/** What lets a page write: `writing` of `objecttree-client/writing`. */
export interface Writing {
  /** @internal Makes the replica's layers. */
  create(replica: Replica): TreeWriter;
}
