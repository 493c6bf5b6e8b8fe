import type { Writer } from "../codec/writer.js";
import { ObjectTreeError } from "../connection/object-tree-error.js";
import type { PendingCalls } from "../connection/pending-calls.js";
import type { AcceptedLimits } from "../connection/server-limits.js";
import type { ExtraMessage, SessionExtension } from "../connection/session-extension.js";
import type { TreeWriter } from "../connection/writer.js";
import { AttributeWriter } from "../instructions/attribute-writer.js";
import type { TopicOperation } from "../kinds/attribute-operation.js";
import type { AnyTopic } from "../kinds/kind.js";
import type { Notifications } from "../listening/notifications.js";
import type { Reject } from "../messages/message.js";
import { readActionAnswer } from "../messages/read-action-answer.js";
import type { Replica } from "../replica/replica.js";
import type { StagedFrame } from "../replica/staged-frame.js";
import type { TreeObject } from "../replica/tree-object.js";
import { ActionQueue, mostPending } from "./action-queue.js";
import { expectAllowed } from "./constraints.js";
import { expectFit } from "./expect-fit.js";
import { expectOpen } from "./expect-open.js";
import { PendingAction, type PendingChange } from "./pending-action.js";
import { PendingLayers } from "./pending-layers.js";
import { sendAction } from "./send-action.js";

/**
 * What a page writes to a tree: shown at once, on top of what the server says, until the server has settled it. All of
 * it happens within frames of the replica, the server's or its own, so that nobody sees what is between two states.
 * Where it differs from the .NET client: what was refused is told by `onError` unless it was recorded, edits that travel
 * together are not merged, a list, set or dict that is set goes as a whole, and what is sent again waits for all that was
 * written and sent after it.
 */
export class ReplicaWriter extends PendingLayers implements TreeWriter {
  readonly #failures = new WeakMap<AnyTopic, ObjectTreeError>();
  /** What is to be told, in order: what listeners write is told after what they are being told. */
  readonly #untold: Notifications[] = [];
  #isTelling = false;
  protected queue: ActionQueue | undefined;
  /** Takes its place with the next snapshot. */
  #connecting: ActionQueue | undefined;
  protected recording: PendingAction | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  extension: SessionExtension | undefined;
  /** What writes the operations of actions. */
  protected readonly Instructions: new (writer: Writer) => AttributeWriter = AttributeWriter;

  constructor(replica: Replica) {
    super(replica);
    replica.host.layers = this;
  }

  connect(send: (bytes: Uint8Array<ArrayBuffer>) => void, limits: AcceptedLimits, epoch: string): void {
    this.extension?.connect(send, limits, epoch);
    this.#connecting = new ActionQueue((outgoing) => sendAction(outgoing, send, limits, this.Instructions));
  }

  disconnect(): void {
    this.extension?.disconnect();
    const lost = this.queue?.actions ?? [];
    this.queue = this.#connecting = undefined;
    clearTimeout(this.#timer);
    this.dropTouched();
    if (lost.length > 0) this.#fail(lost);
  }

  record(change: () => void): Promise<void> {
    return this.group(new PendingAction(false), change);
  }

  /** Makes an action of all that `change` writes, or a part of the one that is being recorded. */
  protected group(action: PendingAction, change: () => void): Promise<void> {
    if (this.recording !== undefined) {
      this.recordInto(this.recording, change);
      return this.recording.promise;
    }
    this.recordInto(action, change);
    if (action.changes.length === 0) action.resolve();
    else this.propose(action);
    this.tell();
    return action.promise;
  }

  /** Makes all that `change` writes a part of an action. When that throws, nothing has changed. */
  protected recordInto(action: PendingAction, change: () => void): void {
    const outer = this.recording;
    this.recording = action;
    const { length } = action.changes;
    const before = this.#untold.length;
    try {
      change();
    } catch (error) {
      const gone = new PendingAction(false);
      gone.changes = action.changes.splice(length);
      for (const one of gone.changes) one.action = gone;
      this.apply((frame) => this.refresh(frame, [gone]));
      // Nobody was told, and nobody is.
      this.#untold.length = before;
      throw error;
    } finally {
      this.recording = outer;
    }
  }

  async undo(object: TreeObject, redo: boolean): Promise<boolean> {
    if (this.recording !== undefined) throw new TypeError("an undo cannot be recorded");
    this.expectThere(object);
    this.expectQueue();
    const action = new PendingAction(false, { object: object.id, redo });
    this.propose(action);
    try {
      await action.promise;
    } catch (error) {
      if ((error as ObjectTreeError).code !== "NOTHING_TO_UNDO") throw error;
      return false;
    }
    return true;
  }

  hold(notifications: Notifications): void {
    this.#untold.push(notifications);
    this.tell();
  }

  write(topic: AnyTopic, operation: TopicOperation): void {
    const owner = topic.owner as TreeObject;
    const attribute = owner.topics.indexOf(topic);
    this.expectThere(owner);
    const declaration = expectOpen(owner, attribute);
    this.expectQueue();
    const before = topic.toValue();
    expectAllowed(declaration, before, expectFit(owner.kindOf(attribute), before, operation));
    const isWhole = operation.op.endsWith(".set");
    const written = { object: owner.id, attribute, operations: [this.proposed(topic, operation)] };
    const open = this.recording ?? this.queue?.findOpen(written, isWhole);
    const action = open ?? new PendingAction(true);
    this.#failures.delete(topic);
    if (open !== this.recording && isWhole) this.layers.get(topic)?.forget(action);
    const change = { ...written, action, topic };
    // An event is told when the server tells it.
    if (this.lay(change)) this.apply((frame) => this.show(frame, topic, []));
    action.changes.push(change);
    if (open === undefined) this.propose(action);
  }

  read(bytes: Uint8Array): ExtraMessage | undefined {
    return readActionAnswer(bytes, this.replica) ?? this.extension?.read(bytes);
  }

  answer(answer: ExtraMessage, calls: PendingCalls, position: number): void {
    // None comes before the first snapshot.
    const queue = this.queue as ActionQueue;
    if (answer.kind === "Ack") {
      for (const refused of queue.acknowledge(answer)) this.refuse(refused);
      const settled = queue.takeSettled();
      if (settled.length > 0) this.apply((frame) => this.refresh(frame, settled));
      for (const action of settled) action.resolve();
    } else if (answer.kind !== "Reject") this.extension?.answer(answer, calls, position);
    else {
      const refused = queue.reject(answer);
      if (refused !== undefined) this.refuse(refused);
      if (answer.code === "BUSY") this.#pause(answer);
    }
    this.sendWaiting();
  }

  settle(frame: StagedFrame): void {
    if (this.own !== undefined) return this.own(frame);
    if (frame.isSnapshot) {
      this.queue = this.#connecting ?? this.queue;
      this.#connecting = undefined;
    }
    const settled = this.queue?.applied(frame.isSnapshot) ?? [];
    this.refresh(frame, settled);
    if (settled.length === 0) return;
    // When the frame is there and told.
    queueMicrotask(() => {
      for (const action of settled) action.resolve();
      this.sendWaiting();
    });
  }

  isPending(topic: unknown): boolean {
    return this.layers.has(topic as AnyTopic);
  }

  failureOf(topic: unknown): ObjectTreeError | undefined {
    return this.#failures.get(topic as AnyTopic);
  }

  isGuessed(_topic: AnyTopic): boolean {
    return false;
  }

  /** What is proposed where the page does this. */
  protected proposed(_topic: AnyTopic, operation: TopicOperation): TopicOperation {
    return operation;
  }

  /** @throws ObjectTreeError when nothing can be proposed about an object. */
  protected expectThere(object: TreeObject): void {
    if (object.isDestroyed) throw new ObjectTreeError("NOT_FOUND", `${object.id} is not there`);
  }

  /** @throws ObjectTreeError when nothing can be proposed. */
  protected expectQueue(): void {
    if (this.queue === undefined) throw new ObjectTreeError("DISCONNECTED");
    if (this.queue.actions.length >= mostPending) {
      throw new ObjectTreeError("LIMIT", `${mostPending} changes are not settled`);
    }
  }

  protected propose(action: PendingAction): void {
    if (this.queue === undefined) {
      this.#fail([action]); // what was recorded has closed the tree
      return;
    }
    this.queue.add(action);
    this.sendWaiting();
  }

  #fail(actions: readonly PendingAction[], error = new ObjectTreeError("DISCONNECTED", "changes are lost")): void {
    for (const { topic } of actions.flatMap(({ changes }) => changes)) if (topic) this.#failures.set(topic, error);
    this.apply((frame) => this.refresh(frame, actions));
    for (const action of actions) action.reject(error);
    if (actions.some((action) => action.isSingle)) this.replica.host.report(error);
  }

  protected tell(): void {
    if (this.recording !== undefined || this.#isTelling) return;
    this.#isTelling = true;
    while (this.#untold.length > 0) this.#untold.shift()?.run((error) => this.replica.host.report(error));
    this.#isTelling = false;
  }

  protected sendWaiting(): void {
    for (let unsent = this.queue?.send(); unsent !== undefined; unsent = this.queue?.send()) {
      this.refuse(unsent[0], new ObjectTreeError("LIMIT", unsent[1]));
    }
  }

  protected refuse(action: PendingAction, error = action.error as ObjectTreeError): void {
    action.isRefused = true;
    this.#fail([action], error);
  }

  /** All of the page's own actions that are not settled, in order. */
  protected actions(): PendingAction[] {
    return [this.queue?.actions ?? [], this.recording ?? []].flat();
  }

  /** All that they change, in order. */
  protected pending(): PendingChange[] {
    return this.actions().flatMap(({ changes }) => changes);
  }

  /** Sends nothing until the server has told to, and then one, and more with each that is made. */
  #pause({ details }: Reject): void {
    const { queue } = this;
    if (!queue?.mostUnanswered) return;
    queue.mostUnanswered = 0;
    const told = details.get("retryAfter");
    const pause = typeof told === "number" && told >= 0 && told < 60_000 ? told : 1_000;
    this.#timer = setTimeout(() => {
      queue.mostUnanswered = 1;
      this.sendWaiting();
    }, pause);
  }
}
