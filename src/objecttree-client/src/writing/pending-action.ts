import { Deferred } from "../connection/deferred.js";
import type { ObjectTreeError } from "../connection/object-tree-error.js";
import type { ShapeOperation } from "../instructions/operation.js";
import type { TopicOperation } from "../kinds/attribute-operation.js";
import type { AnyTopic } from "../kinds/kind.js";

/** One operation of an action, as what it has become since it was written. */
export interface PendingChange extends Written {
  action: PendingAction;
  /** What it changes; `undefined`: that is gone, with the snapshot that took it away. */
  topic: AnyTopic | undefined;
}

/** What is written to one object. */
export interface Written {
  /** Its id, as far as it is known. */
  object: number;
  readonly attribute: number;
  /** What is left of it, in order. */
  operations: readonly TopicOperation[];
  /** What it does to the tree's shape instead. */
  shape?: ShapeOperation;
}

/** What is to be taken back, or to be there again: the newest in the history of an object. */
export interface UndoRequest {
  readonly object: number;
  readonly redo: boolean;
}

/** One action from when it is written to when it is settled, as its promise is then. */
export class PendingAction extends Deferred {
  /** What it changes, in order. */
  changes: PendingChange[] = [];
  /**
   * Whether it is one write, not a recorded group: it may take in what is written next, and nobody holds its promise, so
   * `onError` is told when it is refused or lost.
   */
  readonly isSingle: boolean;
  /** Whether the server has made nothing of it. */
  isRefused = false;
  /** What it was sent as last; 0: it waits. */
  number = 0;
  /** How often it may still be refused with these codes before it is refused for good. */
  readonly tries = new Map([
    ["BUSY", 10],
    ["STALE", 4],
  ]);
  /** Why it was refused last. */
  error: ObjectTreeError | undefined;
  /** Its place in the order in which the page's actions were written. */
  order = 0;
  /** The frame that settles it, once it is acknowledged. */
  position: number | undefined;

  /** What it takes back, as the server knows that; `undefined`: it changes something itself. */
  readonly undo: UndoRequest | undefined;

  constructor(isSingle: boolean, undo?: UndoRequest) {
    super();
    this.isSingle = isSingle;
    this.undo = undo;
  }
}
