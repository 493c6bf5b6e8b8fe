import { ObjectTreeError } from "../connection/object-tree-error.js";
import type { AcceptedLimits } from "../connection/server-limits.js";
import type { TopicOperation } from "../kinds/attribute-operation.js";
import type { AnyTopic } from "../kinds/kind.js";
import type { TreeObject } from "../replica/tree-object.js";
import { expectKnown, type ShapeChange } from "../shaping/laid-change.js";
import { refersTo } from "../shaping/renamed.js";
import { createdBy, ShapingWriter } from "../shaping/shaping-writer.js";
import type { AttributeLayers } from "../writing/attribute-layers.js";
import { PendingAction, type PendingChange } from "../writing/pending-action.js";
import { sink } from "./sink.js";

/**
 * What a page writes, with drafts above all that it has proposed. A draft is an action that is in no queue: it is laid on what
 * is pending, and rebased like it. What is changed below a draft, or in an earlier one, is brought past it.
 */
export class DraftingWriter extends ShapingWriter {
  /** In the order in which they were begun; while one is updated, with that update behind it. */
  readonly #drafts: PendingAction[] = [];
  /** What is being updated. */
  #updated: PendingAction | undefined;
  #epoch: string | undefined;

  /** What is drafted means nothing in another tree. */
  override connect(send: (bytes: Uint8Array<ArrayBuffer>) => void, limits: AcceptedLimits, epoch: string): void {
    if (this.#epoch !== undefined && this.#epoch !== epoch)
      for (const draft of this.#drafts.slice().reverse()) this.discardDraft(draft);
    this.#epoch = epoch;
    super.connect(send, limits, epoch);
  }

  isOpen(draft: PendingAction): boolean {
    return this.#drafts.includes(draft);
  }

  beginDraft(change: () => void): PendingAction {
    const draft = new PendingAction(false);
    this.#drafts.push(draft);
    try {
      this.updateDraft(draft, change);
    } catch (error) {
      this.#drafts.splice(this.#drafts.indexOf(draft), 1);
      throw error;
    }
    return draft;
  }

  updateDraft(draft: PendingAction, change: () => void): void {
    const update = new PendingAction(false);
    this.#drafts.splice(this.#expectDraft(draft) + 1, 0, update);
    this.#updated = draft;
    try {
      this.recordInto(update, change);
    } finally {
      this.#drafts.splice(this.#drafts.indexOf(update), 1);
      this.#updated = undefined;
    }
    for (const one of update.changes) one.action = draft;
    draft.changes.push(...update.changes);
    draft.promise.then(update.resolve, update.reject);
    this.tell();
  }

  discardDraft(draft: PendingAction): void {
    this.#expectNoRecording();
    if (!this.isOpen(draft)) return;
    this.#drafts.splice(this.#drafts.indexOf(draft), 1);
    draft.isRefused = true;
    this.apply((frame) => this.refresh(frame, [draft]));
    draft.reject(new ObjectTreeError("DISCARDED"));
  }

  async commitDraft(draft: PendingAction): Promise<void> {
    const index = this.#expectDraft(draft);
    this.expectQueue();
    for (const change of draft.changes) expectKnown(change as ShapeChange);
    this.#drafts.splice(index, 1);
    if (draft.changes.length === 0) draft.resolve();
    else {
      for (const { topic } of draft.changes) {
        const layers = topic && this.layers.get(topic);
        if (topic === undefined || layers === undefined) continue;
        this.#arrangeAll(layers);
        this.touched.add(topic);
      }
      this.propose(draft);
      this.apply((frame) => this.refresh(frame, []));
    }
    return draft.promise;
  }

  protected override actions(): PendingAction[] {
    return [...super.actions().filter((action) => !this.#drafts.includes(action)), ...this.#drafts];
  }

  /** What is drafted is proposed later. */
  protected override expectQueue(): void {
    if (this.#updated === undefined) super.expectQueue();
  }

  override write(topic: AnyTopic, operation: TopicOperation): void {
    const drafted = this.#otherDrafts().flatMap(({ changes }) => [...createdBy(changes)]);
    if (refersTo(operation, drafted)) throw new ObjectTreeError("NOT_FOUND", "it refers to what is in a draft only");
    super.write(topic, operation);
  }

  /** What a draft creates is there for that draft alone. */
  protected override expectThere(object: TreeObject): void {
    super.expectThere(object);
    if (this.#otherDrafts().some(({ changes }) => createdBy(changes).has(object.id)))
      throw new ObjectTreeError("NOT_FOUND", `${object.id} is in a draft only`);
  }

  /** All but the one that is being updated. */
  #otherDrafts(): PendingAction[] {
    return this.#drafts.filter((draft) => draft !== this.#updated && draft !== this.recording);
  }

  protected override recorded(): readonly PendingChange[] {
    return [...(this.#updated?.changes ?? []), ...super.recorded()];
  }

  protected override arrange(layers: AttributeLayers): void {
    this.#arrangeOne(layers, layers.changes.length - 1);
  }

  #arrangeAll(layers: AttributeLayers): void {
    for (const index of layers.changes.keys()) this.#arrangeOne(layers, index);
  }

  /** Brings a change below those before it that belong to later drafts. */
  #arrangeOne(layers: AttributeLayers, index: number): void {
    const { changes } = layers;
    const place = ({ action }: PendingChange) => this.#drafts.indexOf(action);
    const own = place(changes[index] as PendingChange);
    const to = changes.findIndex((change, at) => at < index && place(change) > own);
    if (to >= 0) sink(layers, index, to);
  }

  #expectNoRecording(): void {
    if (this.recording !== undefined) throw new TypeError("something is being recorded");
  }

  #expectDraft(draft: PendingAction): number {
    this.#expectNoRecording();
    const index = this.#drafts.indexOf(draft);
    if (index < 0) throw new TypeError("the draft has ended");
    return index;
  }
}
