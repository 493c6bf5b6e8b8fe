import type { TopicOperation } from "../kinds/attribute-operation.js";
import type { AnyTopic } from "../kinds/kind.js";
import type { Layers } from "../replica/layers.js";
import type { Replica } from "../replica/replica.js";
import type { TreeObject } from "../replica/tree-object.js";
import type { ObjectTreeError } from "./object-tree-error.js";
import type { SessionExtension } from "./session-extension.js";

/** @internal What writes to one tree. Disconnected, it takes back what is not settled. */
export interface TreeWriter extends Layers, SessionExtension {
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
