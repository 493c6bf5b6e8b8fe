import { malformed } from "../codec/protocol-error.js";
import type { ObjectType } from "../instructions/object-type.js";
import type { Operation } from "../instructions/operation.js";
import type { InstructionScope } from "../instructions/scope.js";
import { Listeners } from "../listening/listeners.js";
import { Notifications } from "../listening/notifications.js";
import type { RecordKind } from "../values/record.js";
import { type Find, Reference } from "../values/reference.js";
import type { ValueScope } from "../values/value-scope.js";
import type { ReplicaHost, Surroundings } from "./replica-host.js";
import { StagedFrame, type StagingBase } from "./staged-frame.js";
import type { TreeObject } from "./tree-object.js";

/** Where operations come from, one at a time: each is asked for when the one before is applied. */
export interface OperationSource {
  /** `undefined`: there are no more. */
  next(): Operation | undefined;
}

function empty() {
  return {
    types: new Map<number, ObjectType>(),
    records: new Map<number, RecordKind>(),
    objects: new Map<number, TreeObject>(),
    keys: new Map<string, TreeObject>(),
  };
}

const nothing: StagingBase = empty();

/**
 * A mirror of a tree. A frame is applied whole or not at all, and then told, in this order: objects that went (children
 * first), objects that came (parents first), the topics and lists of children in the order in which the frame first
 * touched them (of each the single changes, then its value), the listeners for several attributes of an object, the
 * objects that changed, and at last that the frame is applied. Topics of an object that went tell nothing any more.
 */
export class Replica implements ValueScope, Surroundings {
  /** By the names that pages hear them under. */
  readonly events = {
    create: new Listeners<[TreeObject]>(),
    change: new Listeners<[TreeObject]>(),
    destroy: new Listeners<[TreeObject]>(),
    frame: new Listeners<[]>(),
  };
  readonly #state = empty();
  readonly at: Find = (id) => this.#state.objects.get(id);
  #root: TreeObject | undefined;

  constructor(readonly host: ReplicaHost) {}

  /** `undefined` before the first snapshot. */
  get root(): TreeObject | undefined {
    return this.#root;
  }

  get types(): ReadonlyMap<number, ObjectType> {
    return this.#state.types;
  }

  get objects(): ReadonlyMap<number, TreeObject> {
    return this.#state.objects;
  }

  find(key: string): TreeObject | undefined {
    return this.#state.keys.get(key);
  }

  recordKind(number: number): RecordKind | undefined {
    return this.#state.records.get(number);
  }

  reference(id: number): Reference {
    return new Reference(id, this.at);
  }

  /** An object has another id from now on, between two frames. */
  rename(object: TreeObject, id: number): void {
    const { objects } = this.#state;
    if (objects.delete(object.id)) objects.set(id, object);
    (object as { id: number }).id = id;
  }

  /** Changes the state. Throws a `ProtocolError` when it does not fit, and has changed nothing then. */
  applyFrame(operations: (scope: InstructionScope) => OperationSource): void {
    this.#commit(this.#stage(this.#state, operations));
  }

  /** Replaces the whole state: all objects that were there are destroyed. Throws as `applyFrame` does. */
  applySnapshot(operations: (scope: InstructionScope) => OperationSource): void {
    const frame = this.#stage(nothing, operations);
    if (!frame.created.has(1)) malformed();
    if (this.#root !== undefined) frame.drop(this.#root);
    this.#state.types.clear();
    this.#state.records.clear();
    this.#commit(frame);
    this.#root = this.#state.objects.get(1);
  }

  #stage(base: StagingBase, operations: (scope: InstructionScope) => OperationSource): StagedFrame {
    const frame = new StagedFrame(base, base === nothing, this);
    const { layers } = this.host;
    try {
      layers?.begin?.(frame);
      const source = operations(frame);
      for (let operation = source.next(); operation !== undefined; operation = source.next()) frame.apply(operation);
      layers?.settle(frame);
    } catch (error) {
      frame.rollback();
      throw error;
    }
    return frame;
  }

  #commit(frame: StagedFrame): void {
    const notifications = new Notifications();
    for (const [number, type] of frame.types) this.#state.types.set(number, type);
    for (const [number, record] of frame.records) this.#state.records.set(number, record);
    for (const object of frame.destroyed) this.#remove(object, notifications);
    for (const object of frame.created.values()) this.#add(object, notifications);
    this.#commitTopics(frame, notifications);
    this.events.frame.enqueue(notifications);
    if (this.host.layers) this.host.layers.hold(notifications);
    else notifications.run((error) => this.host.report(error));
  }

  #commitTopics(frame: StagedFrame, notifications: Notifications): void {
    const changed = new Set<TreeObject>();
    // What is not there keeps its state, in case it comes back, and tells nobody.
    const untold = new Notifications();
    for (const [topic, object] of frame.touched) {
      topic.commitStaged(object.isDestroyed ? untold : notifications);
      changed.add(object);
    }
    for (const object of frame.reshaped) changed.add(object);
    for (const object of changed) object.commitChange(object.isDestroyed ? untold : notifications);
    for (const object of changed) {
      if (!object.isDestroyed && frame.created.get(object.id) !== object) {
        this.events.change.enqueue(notifications, object);
      }
    }
  }

  #remove(object: TreeObject, notifications: Notifications): void {
    this.#state.objects.delete(object.id);
    if (object.key !== null && this.#state.keys.get(object.key) === object) this.#state.keys.delete(object.key);
    this.events.destroy.enqueue(notifications, object);
  }

  #add(object: TreeObject, notifications: Notifications): void {
    this.#state.objects.set(object.id, object);
    if (object.key !== null) this.#state.keys.set(object.key, object);
    this.events.create.enqueue(notifications, object);
  }
}
