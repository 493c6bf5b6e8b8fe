import { malformed } from "../codec/protocol-error.js";
import type { ObjectType } from "../instructions/object-type.js";
import type { Operation } from "../instructions/operation.js";
import type { InstructionScope } from "../instructions/scope.js";
import { Listeners } from "../listening/listeners.js";
import { Notifications } from "../listening/notifications.js";
import type { ReplicaHost } from "./replica-host.js";
import { StagedFrame } from "./staged-frame.js";
import type { TreeObject } from "./tree-object.js";

/** Where operations come from, one at a time: each is asked for when the one before is applied. */
export interface OperationSource {
  /** `undefined`: there are no more. */
  next(): Operation | undefined;
}

const nothing: { types: ReadonlyMap<number, ObjectType>; objects: ReadonlyMap<number, TreeObject> } = {
  types: new Map(),
  objects: new Map(),
};

/**
 * A mirror of a tree. A frame is applied whole or not at all, and then told, in this order: objects that went (children
 * first), objects that came (parents first), the topics and lists of children in the order in which the frame first
 * touched them (of each the single changes, then its value), the listeners for several attributes of an object, the
 * objects that changed, and at last that the frame is applied. Topics of an object that went tell nothing any more.
 */
export class Replica {
  readonly created = new Listeners<[TreeObject]>();
  readonly destroyed = new Listeners<[TreeObject]>();
  readonly changed = new Listeners<[TreeObject]>();
  readonly applied = new Listeners<[]>();
  readonly #host: ReplicaHost;
  readonly #types = new Map<number, ObjectType>();
  readonly #objects = new Map<number, TreeObject>();
  readonly #keys = new Map<string, TreeObject>();
  #root: TreeObject | undefined;

  constructor(host: ReplicaHost) {
    this.#host = host;
  }

  /** `undefined` before the first snapshot. */
  get root(): TreeObject | undefined {
    return this.#root;
  }

  get objects(): ReadonlyMap<number, TreeObject> {
    return this.#objects;
  }

  find(key: string): TreeObject | undefined {
    return this.#keys.get(key);
  }

  /** Changes the state. Throws a `ProtocolError` when it does not fit, and has changed nothing then. */
  applyFrame(operations: (scope: InstructionScope) => OperationSource): void {
    const frame = this.#stage({ types: this.#types, objects: this.#objects }, false, operations);
    this.#commit(frame);
  }

  /** Replaces the whole state: all objects that were there are destroyed. Throws as `applyFrame` does. */
  applySnapshot(operations: (scope: InstructionScope) => OperationSource): void {
    const frame = this.#stage(nothing, true, operations);
    if (!frame.created.has(1)) throw malformed("root");
    for (const object of [...this.#objects.values()].reverse()) frame.destroyed.add(object);
    this.#types.clear();
    this.#commit(frame);
    this.#root = this.#objects.get(1);
  }

  #stage(
    base: typeof nothing,
    isSnapshot: boolean,
    operations: (scope: InstructionScope) => OperationSource,
  ): StagedFrame {
    const frame = new StagedFrame(base, isSnapshot, this.#host);
    try {
      const source = operations(frame);
      for (let operation = source.next(); operation !== undefined; operation = source.next()) frame.apply(operation);
    } catch (error) {
      frame.rollback();
      throw error;
    }
    return frame;
  }

  #commit(frame: StagedFrame): void {
    const notifications = new Notifications();
    for (const [number, type] of frame.types) this.#types.set(number, type);
    for (const object of frame.moved) object.commitParent();
    for (const object of frame.destroyed) this.#remove(object, notifications);
    for (const object of frame.created.values()) this.#add(object, notifications);
    this.#commitTopics(frame, notifications);
    this.applied.enqueue(notifications);
    notifications.run((error) => this.#host.report(error));
  }

  #commitTopics(frame: StagedFrame, notifications: Notifications): void {
    const changed = new Set<TreeObject>();
    for (const [topic, object] of frame.touched) {
      if (frame.destroyed.has(object)) topic.rollback();
      else topic.commit(notifications);
      changed.add(object);
    }
    for (const object of frame.moved) changed.add(object);
    for (const object of changed) object.commitChange(notifications);
    for (const object of changed) {
      if (this.#objects.get(object.id) === object && frame.created.get(object.id) !== object) {
        this.changed.enqueue(notifications, object);
      }
    }
  }

  #remove(object: TreeObject, notifications: Notifications): void {
    this.#objects.delete(object.id);
    if (object.key !== null && this.#keys.get(object.key) === object) this.#keys.delete(object.key);
    object.markDestroyed();
    this.destroyed.enqueue(notifications, object);
  }

  #add(object: TreeObject, notifications: Notifications): void {
    this.#objects.set(object.id, object);
    if (object.key !== null) this.#keys.set(object.key, object);
    this.created.enqueue(notifications, object);
  }
}
