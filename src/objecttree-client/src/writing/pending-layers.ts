import type { AttributeOperation } from "../kinds/attribute-operation.js";
import type { AnyTopic } from "../kinds/kind.js";
import { Notifications } from "../listening/notifications.js";
import type { Replica } from "../replica/replica.js";
import type { StagedFrame } from "../replica/staged-frame.js";
import type { TreeObject } from "../replica/tree-object.js";
import { identity } from "../values/identity.js";
import { AttributeLayers } from "./attribute-layers.js";
import { difference } from "./difference.js";
import type { PendingAction, PendingChange } from "./pending-action.js";

/** What is shown of attributes that the page has changed: what the server says, with what is not settled on top. */
export abstract class PendingLayers {
  protected readonly replica: Replica;
  protected readonly layers = new Map<AnyTopic, AttributeLayers>();
  /** Attributes below whose changes the frame has changed something. */
  protected readonly touched = new Set<AnyTopic>();
  /** What the frame of the writer's own does, instead of what a server's would. */
  protected own: ((frame: StagedFrame) => void) | undefined;

  constructor(replica: Replica) {
    this.replica = replica;
  }

  take(topic: AnyTopic, operation: AttributeOperation): boolean {
    const layers = this.layers.get(topic);
    if (layers === undefined) return false;
    this.touched.add(topic);
    layers.confirm(operation);
    return true;
  }

  /** All of the page's own changes that are not settled, in order. */
  protected abstract pending(): readonly PendingChange[];

  /** Lays a change on top of what its topic holds. False: that is an event, which holds nothing. */
  protected lay(change: PendingChange): boolean {
    const topic = change.topic as AnyTopic;
    const kind = (topic.owner as TreeObject).kindOf(change.attribute);
    if (kind.name === "event") return false;
    const layers = this.layers.get(topic) ?? new AttributeLayers(kind, topic.toValue());
    layers.changes.push(change);
    this.arrange(layers);
    this.layers.set(topic, layers);
    return true;
  }

  /** The last of the changes of an attribute has come to the others. */
  protected arrange(_layers: AttributeLayers): void {}

  /** Changes what is shown, as a frame does. */
  protected apply(own: (frame: StagedFrame) => void): void {
    this.own = own;
    try {
      this.replica.applyFrame(() => ({ next: () => undefined }));
    } finally {
      this.own = undefined;
    }
  }

  /** Shows what is left of the page's own changes when some are settled, on top of what the frame did. */
  protected refresh(frame: StagedFrame, settled: readonly PendingAction[]): void {
    if (frame.created.size > 0) this.#layAnew(frame);
    for (const { topic } of settled.flatMap(({ changes }) => changes)) if (topic !== undefined) this.touched.add(topic);
    for (const topic of this.touched) this.show(frame, topic, settled);
    this.touched.clear();
  }

  /** Puts what is pending on top of objects that have come anew. */
  #layAnew(frame: StagedFrame): void {
    for (const [topic, layers] of [...this.layers]) {
      const now = topicOf(frame, layers.changes[0] as PendingChange, layers.kind.name);
      if (now === topic || now === undefined) continue;
      this.layers.delete(topic);
      this.layers.set(now, layers);
      layers.begin(now.toValue(), layers.state);
      for (const change of layers.changes) change.topic = now;
      this.touched.add(now);
    }
    for (const change of this.pending()) {
      if (this.layers.get(change.topic as AnyTopic)?.changes.includes(change)) continue;
      change.topic = topicOf(frame, change, change.operations[0]?.op.split(".")[0]);
      if (change.topic && this.lay(change)) this.touched.add(change.topic);
    }
  }

  /** Brings what is shown of an attribute up to date. */
  protected show(frame: StagedFrame, topic: AnyTopic, settled: readonly PendingAction[]): void {
    const layers = this.layers.get(topic);
    if (layers === undefined) return;
    const old = topic.toValue();
    const now = layers.rebase(settled);
    if (identity(old) !== identity(now)) frame.show(topic, difference(layers.kind.name, old, now));
    if (layers.changes.length === 0) this.layers.delete(topic);
  }

  /** What a frame that was not applied has done is not so. */
  protected dropTouched(): void {
    for (const topic of this.touched) this.layers.get(topic)?.drop();
    this.touched.clear();
  }
}

/** What a change is of, where objects have come anew: another server may have another kind of attribute there. */
function topicOf(frame: StagedFrame, { object, attribute }: PendingChange, kind?: string): AnyTopic | undefined {
  const topic = frame.find(object)?.topics[attribute];
  // Nobody listens to it yet, and what it holds is what the frame has made of it.
  if (frame.created.has(object)) topic?.commitStaged(new Notifications());
  return topic?.owner?.kindOf(attribute).name === kind ? topic : undefined;
}
