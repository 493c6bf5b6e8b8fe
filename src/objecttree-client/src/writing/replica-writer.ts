import { ObjectTreeError } from "../connection/object-tree-error.js";
import type { PendingCalls } from "../connection/pending-calls.js";
import type { AcceptedLimits } from "../connection/server-limits.js";
import type { ExtraMessage } from "../connection/session-extension.js";
import type { TreeWriter } from "../connection/writer.js";
import type { AttributeOperation, TopicOperation } from "../kinds/attribute-operation.js";
import type { AnyTopic } from "../kinds/kind.js";
import type { Notifications } from "../listening/notifications.js";
import type { Reject } from "../messages/message.js";
import { readActionAnswer } from "../messages/read-action-answer.js";
import type { Replica } from "../replica/replica.js";
import type { StagedFrame } from "../replica/staged-frame.js";
import type { TreeObject } from "../replica/tree-object.js";
import { identity } from "../values/identity.js";
import { ActionQueue, mostPending } from "./action-queue.js";
import { AttributeLayers } from "./attribute-layers.js";
import { difference } from "./difference.js";
import { expectFit } from "./expect-fit.js";
import { expectOpen } from "./expect-open.js";
import { PendingAction, type PendingChange } from "./pending-action.js";
import { sendAction } from "./send-action.js";
import { UndoWatches } from "./undo-watches.js";

/**
 * What a page writes to a tree: shown at once, on top of what the server says, until the server has settled it. All of
 * it happens within frames of the replica, the server's or its own, so that nobody sees what is between two states.
 * Where it differs from the .NET client: what was refused is told by `onError` unless it was recorded, edits that travel
 * together are not merged, and a list, set or dict that is set goes as a whole.
 */
export class ReplicaWriter implements TreeWriter {
  readonly #replica: Replica;
  readonly #layers = new Map<AnyTopic, AttributeLayers>();
  /** Attributes below whose changes the frame has changed something. */
  readonly #touched = new Set<AnyTopic>();
  readonly #failures = new WeakMap<AnyTopic, ObjectTreeError>();
  #queue: ActionQueue | undefined;
  /** Takes its place with the next snapshot. */
  #connecting: ActionQueue | undefined;
  #recording: PendingAction | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** What is to be told, in order: what listeners write is told after what they are being told. */
  #untold: Notifications[] = [];
  #isTelling = false;
  /** What the frame of the writer's own does, instead of what a server's would. */
  #own: ((frame: StagedFrame) => void) | undefined;

  readonly watches: UndoWatches;
  constructor(replica: Replica) {
    this.#replica = replica;
    this.watches = new UndoWatches(replica);
    replica.host.layers = this;
  }

  connect(send: (bytes: Uint8Array<ArrayBuffer>) => void, limits: AcceptedLimits): void {
    this.watches.connect(send);
    this.#connecting = new ActionQueue((outgoing) => sendAction(outgoing, send, limits));
  }

  disconnect(): void {
    this.watches.connect(undefined);
    const lost = this.#queue?.takeAll() ?? [];
    this.#queue = this.#connecting = undefined;
    clearTimeout(this.#timer);
    // Of a frame that was not applied.
    for (const topic of this.#touched) this.#layers.get(topic)?.drop();
    this.#touched.clear();
    if (lost.length > 0) this.#fail(lost);
  }

  record(change: () => void): Promise<void> {
    if (this.#recording !== undefined) {
      change();
      return this.#recording.promise;
    }
    const action = new PendingAction(false);
    this.#recording = action;
    const before = this.#untold.length;
    try {
      change();
    } catch (error) {
      if (action.changes.length > 0) this.#apply((frame) => this.#refresh(frame, [action]));
      // Nobody was told, and nobody is.
      this.#untold.length = before;
      throw error;
    } finally {
      this.#recording = undefined;
    }
    if (action.changes.length === 0) action.resolve();
    else this.#propose(action);
    this.#tell();
    return action.promise;
  }

  async undo(object: TreeObject, redo: boolean): Promise<boolean> {
    if (this.#recording !== undefined) throw new TypeError("an undo cannot be recorded");
    if (object.isDestroyed) throw new ObjectTreeError("NOT_FOUND");
    this.#expectQueue();
    const action = new PendingAction(false, { object: object.id, redo });
    this.#propose(action);
    try {
      await action.promise;
    } catch (error) {
      if ((error as ObjectTreeError).code !== "NOTHING_TO_UNDO") throw error;
      return false;
    }
    return true;
  }

  hold(notifications: Notifications): boolean {
    this.#untold.push(notifications);
    this.#tell();
    return true;
  }

  write(topic: AnyTopic, operation: TopicOperation): void {
    const owner = topic.owner as TreeObject;
    const attribute = owner.topics.indexOf(topic);
    const queue = this.#expectWritable(owner, attribute);
    expectFit(owner.kindOf(attribute), topic.toValue(), operation);
    const open = this.#recording ?? queue.findOpen(owner.id, attribute);
    const action = open ?? new PendingAction(true);
    this.#failures.delete(topic);
    const change = { action, object: owner.id, attribute, operations: [operation], topic };
    // An event is told when the server tells it.
    if (this.#lay(change)) this.#apply((frame) => this.#show(frame, topic, []));
    action.changes.push(change);
    if (open === undefined) this.#propose(action);
  }

  read(bytes: Uint8Array): ExtraMessage | undefined {
    return readActionAnswer(bytes, this.#replica);
  }

  answer(answer: ExtraMessage, calls: PendingCalls, position: number): void {
    if (answer.kind === "UndoState") return this.watches.take(answer, calls, position);
    if (answer.kind === "Ack") this.#settle(this.#queue?.acknowledge(answer) ?? []);
    else if (answer.kind === "Reject" && answer.code === "BUSY") this.#hold(answer);
    else if (answer.kind === "Reject") {
      const refused = this.#queue?.reject(answer);
      const { code, reason, details } = answer;
      if (refused !== undefined) this.#refuse(refused, new ObjectTreeError(code, reason ?? code, details));
    }
    this.#sendWaiting();
  }

  take(frame: StagedFrame, operation: AttributeOperation): boolean {
    const topic = frame.find(operation.object)?.topics[operation.attribute];
    const layers = topic && this.#layers.get(topic);
    if (topic === undefined || layers === undefined) return false;
    this.#touched.add(topic);
    layers.confirm(operation);
    return true;
  }

  settle(frame: StagedFrame): void {
    if (this.#own !== undefined) return this.#own(frame);
    if (frame.isSnapshot) {
      this.#queue = this.#connecting ?? this.#queue;
      this.#connecting = undefined;
    }
    const queue = this.#queue;
    if (queue === undefined) return;
    if (frame.isSnapshot) this.#layAnew(frame, queue);
    const settled = frame.isSnapshot ? queue.snapshotApplied() : queue.frameApplied();
    if (settled.length === 0 && this.#touched.size === 0) return;
    this.#refresh(frame, settled);
    // When the frame is there and told.
    queueMicrotask(() => {
      for (const action of settled) action.resolve();
      this.#sendWaiting();
    });
  }

  isPending(topic: unknown): boolean {
    return this.#layers.has(topic as AnyTopic);
  }

  failureOf(topic: unknown): ObjectTreeError | undefined {
    return this.#failures.get(topic as AnyTopic);
  }

  #expectWritable(object: TreeObject, attribute: number): ActionQueue {
    if (object.isDestroyed) throw new ObjectTreeError("NOT_FOUND");
    expectOpen(object, attribute);
    return this.#expectQueue();
  }

  #expectQueue(): ActionQueue {
    if (this.#queue === undefined) throw new ObjectTreeError("DISCONNECTED");
    if (this.#queue.actions.length >= mostPending) {
      throw new ObjectTreeError("LIMIT", `${mostPending} changes are not settled`);
    }
    return this.#queue;
  }

  /** Lays a change on top of what its topic holds. False: that is an event, which holds nothing. */
  #lay(change: PendingChange): boolean {
    const topic = change.topic as AnyTopic;
    const kind = (topic.owner as TreeObject).kindOf(change.attribute);
    if (kind.name === "event") return false;
    const layers = this.#layers.get(topic) ?? new AttributeLayers(kind, topic.toValue());
    layers.add(change);
    this.#layers.set(topic, layers);
    return true;
  }

  #propose(action: PendingAction): void {
    if (this.#queue === undefined) {
      this.#fail([action]); // what was recorded has closed the tree
      return;
    }
    this.#queue.add(action);
    this.#sendWaiting();
  }

  #fail(lost: readonly PendingAction[]): void {
    this.#apply((frame) => this.#refresh(frame, lost));
    for (const action of lost) action.reject(new ObjectTreeError("DISCONNECTED"));
  }

  #tell(): void {
    if (this.#isTelling || this.#recording !== undefined) return;
    this.#isTelling = true;
    for (let next = this.#untold.shift(); next !== undefined; next = this.#untold.shift())
      next.run((error) => this.#replica.host.report(error));
    this.#isTelling = false;
  }

  #sendWaiting(): void {
    for (let unsent = this.#queue?.send(); unsent !== undefined; unsent = this.#queue?.send()) {
      this.#refuse(unsent[0], new ObjectTreeError("LIMIT", unsent[1]));
    }
  }

  #settle(settled: readonly PendingAction[]): void {
    if (settled.length === 0) return;
    this.#apply((frame) => this.#refresh(frame, settled));
    for (const action of settled) action.resolve();
  }

  #refuse(action: PendingAction, error: ObjectTreeError): void {
    action.isRefused = true;
    for (const { topic } of action.changes) if (topic !== undefined) this.#failures.set(topic, error);
    this.#apply((frame) => this.#refresh(frame, [action]));
    action.reject(error);
    if (action.isOpen) this.#replica.host.report(error);
  }

  /** Changes what is shown, as a frame does. */
  #apply(own: (frame: StagedFrame) => void): void {
    this.#own = own;
    try {
      this.#replica.applyFrame(() => ({ next: () => undefined }));
    } finally {
      this.#own = undefined;
    }
  }

  /** Puts what is pending on top of a state that has come anew. */
  #layAnew(frame: StagedFrame, queue: ActionQueue): void {
    this.#layers.clear();
    this.#touched.clear();
    for (const change of queue.actions.flatMap(({ changes }) => changes)) {
      const topic = frame.find(change.object)?.topics[change.attribute];
      change.topic = topic;
      if (topic !== undefined && this.#lay(change)) this.#touched.add(topic);
    }
  }

  /** Shows what is left of the page's own changes when some are settled, on top of what the frame did. */
  #refresh(frame: StagedFrame, settled: readonly PendingAction[]): void {
    for (const { topic } of settled.flatMap(({ changes }) => changes))
      if (topic !== undefined) this.#touched.add(topic);
    for (const topic of this.#touched) this.#show(frame, topic, settled);
    this.#touched.clear();
  }

  #show(frame: StagedFrame, topic: AnyTopic, settled: readonly PendingAction[]): void {
    const layers = this.#layers.get(topic);
    if (layers === undefined) return;
    const old = topic.toValue();
    const now = layers.rebase(settled);
    const owner = topic.owner as TreeObject;
    const attribute = owner.topics.indexOf(topic);
    if (attribute >= 0 && frame.find(owner.id) === owner && identity(old) !== identity(now)) {
      frame.show({ ...difference(owner.kindOf(attribute).name, old, now), object: owner.id, attribute });
    }
    if (!layers.hasChanges) this.#layers.delete(topic);
  }

  /** Sends again what the server was too busy for, and all that waits, when it says. */
  #hold(reject: Reject): void {
    if (!this.#queue?.hold(reject)) return;
    const told = reject.details.get("retryAfter");
    const pause = typeof told === "number" && told >= 0 && told < 60_000 ? told : 1_000;
    this.#timer = setTimeout(() => {
      this.#queue?.resume();
      this.#sendWaiting();
    }, pause);
  }
}
