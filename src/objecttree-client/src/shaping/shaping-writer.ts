import { ObjectTreeError } from "../connection/object-tree-error.js";
import type { PendingCalls } from "../connection/pending-calls.js";
import type { ExtraMessage } from "../connection/session-extension.js";
import type { CreateOperation, ShapeOperation } from "../instructions/operation.js";
import { ShapeWriter } from "../instructions/shape-writer.js";
import type { TopicOperation } from "../kinds/attribute-operation.js";
import type { AnyTopic } from "../kinds/kind.js";
import { Notifications } from "../listening/notifications.js";
import type { Children } from "../replica/children.js";
import type { StagedFrame } from "../replica/staged-frame.js";
import type { TreeObject } from "../replica/tree-object.js";
import { identity } from "../values/identity.js";
import { toValue } from "../values/to-value.js";
import type { Value } from "../values/value.js";
import { difference } from "../writing/difference.js";
import { PendingAction, type PendingChange } from "../writing/pending-action.js";
import { ReplicaWriter } from "../writing/replica-writer.js";
import { type LaidChange, layChange, renewChange, type ShapeChange } from "./laid-change.js";
import type { Placing } from "./placing.js";
import { refersTo, renamedOperation } from "./renamed.js";

/**
 * What a page writes, with what it does to the tree's shape. A frame of the server is about what the server knows: all that
 * is pending is taken back before it, the newest first, and laid on it again, the oldest first; what does not fit any more
 * is not shown. Only the difference is told, so nobody sees what is between.
 */
export class ShapingWriter extends ReplicaWriter {
  /** What is shown on top of what the server says, in order. */
  #laid: LaidChange[] = [];
  /** The parents of what was moved, as they are shown; there from when all that is taken back to when it is laid again. */
  #parents: Map<TreeObject, TreeObject | undefined> | undefined;
  #lastLocal = 0;
  protected override readonly Instructions = ShapeWriter;

  create(
    type: string,
    parent: TreeObject,
    init?: (object: TreeObject) => void,
    { index, key }: Placing = {},
  ): TreeObject {
    let made: TreeObject | undefined;
    this.group(new PendingAction(true), () => {
      this.#expectParent(parent);
      const number = this.#numberOf(type);
      const taken = new ObjectTreeError("VALIDATION", `the key "${key}" is taken`);
      if (key !== undefined && this.replica.find(String(toValue(key, 0)))) throw taken;
      const place = placeOf(index, parent.children.length);
      const id = --this.#lastLocal;
      const shape = { op: "new", id, type: number, parent: parent.id, index: place, key: key ?? null } as const;
      const change = this.#lay(shape, type);
      made = change.made;
      if (made === undefined) {
        // By what only a draft destroys.
        change.action.changes.pop();
        throw taken;
      }
      init?.(made);
    });
    return made as TreeObject;
  }

  destroy(object: TreeObject): void {
    this.group(new PendingAction(true), () => {
      this.#expectMovable(object);
      this.#lay({ op: "destroy", id: object.id });
    });
  }

  move(object: TreeObject, parent: TreeObject, index?: number): void {
    this.group(new PendingAction(true), () => {
      this.#expectMovable(object);
      this.#expectParent(parent);
      if (parent.isWithin(object)) throw new ObjectTreeError("CYCLE", `${parent.id} is within ${object.id}`);
      const { value, length } = parent.children;
      const last = length - (object.parent === parent ? 1 : 0);
      const place = placeOf(index, last);
      const isThere = object.parent === parent && value.indexOf(object) === (place < 0 ? last : place);
      if (!isThere) this.#lay({ op: "move", id: object.id, parent: parent.id, index: place });
    });
  }

  override undo(object: TreeObject, redo: boolean): Promise<boolean> {
    if (object.id > 0) return super.undo(object, redo);
    return Promise.reject(new ObjectTreeError("NOT_FOUND", "the server has not created it yet"));
  }

  override answer(answer: ExtraMessage, calls: PendingCalls, position: number): void {
    if (answer.kind === "Ack" && answer.ids.length > 0) this.#rename(new Map(answer.ids));
    const isEarly = answer.kind === "Reject" && answer.code === "NOT_FOUND" && this.#isOvertaking(answer.action);
    if (!isEarly) return super.answer(answer, calls, position);
    // What it is about is created by an action that is sent again: it goes behind that.
    const refused = this.queue?.reject({ ...answer, code: "BUSY" });
    if (refused !== undefined) this.refuse(refused);
    this.sendWaiting();
  }

  begin(frame: StagedFrame): void {
    if (this.own === undefined && !frame.isSnapshot) this.#takeBack(frame);
  }

  adopt(frame: StagedFrame, { id, parent: parentId, tags, state }: CreateOperation): TreeObject | undefined {
    const change = this.#changes().find(({ shape }) => shape.op === "new" && shape.id === id);
    const made = change?.made;
    const parent = frame.find(parentId);
    // A snapshot makes all objects anew. What a frame takes away and makes again is another object.
    if (frame.isSnapshot || change === undefined || change.isMade || made === undefined || parent === undefined)
      return undefined;
    change.isMade = true;
    if (made.parent !== parent) frame.place(made, parent);
    for (const [attribute, told] of [tags, ...state].entries()) this.#confirm(frame, made, attribute, told);
    return made;
  }

  override isGuessed({ owner }: AnyTopic): boolean {
    return this.recorded().some(({ shape }) => shape?.op === "new" && shape.id === owner?.id);
  }

  /** What the action that is being recorded does so far. */
  protected recorded(): readonly PendingChange[] {
    return this.recording?.changes ?? [];
  }

  /** What is first given to a new object goes as a whole: on the server it may hold something else before. */
  protected override proposed(topic: AnyTopic, operation: TopicOperation): TopicOperation {
    const [kind] = operation.op.split(".");
    if (kind === "event" || !this.isGuessed(topic)) return operation;
    const owner = topic.owner as TreeObject;
    const copy = owner.kindOf(owner.topics.indexOf(topic)).createTopic(topic.toValue());
    copy.apply(operation as never);
    copy.commitStaged(new Notifications());
    return { op: `${kind}.set`, value: copy.toValue() } as TopicOperation;
  }

  protected override refresh(frame: StagedFrame, settled: readonly PendingAction[]): void {
    if (this.own !== undefined) this.#takeBack(frame);
    const reshaped = new Set(frame.reshaped);
    const changes = this.#changes();
    for (const change of changes) renewChange(frame, change);
    this.#laid = changes
      .filter(({ action }) => !settled.includes(action))
      .flatMap((change) => layChange(frame, change) ?? []);
    super.refresh(frame, settled);
    this.#tellDifference(frame, reshaped);
  }

  /** Whether the server got an action before another one, sent again since, that creates what it is about or refers to. */
  #isOvertaking(sent: number): boolean {
    const changes = this.queue?.actions.flatMap((action) => action.changes) ?? [];
    const later = changes.filter(({ action }) => action.number === 0 || action.number > sent);
    const creates = createdBy(later);
    return changes.some(({ action, object, shape, operations }) => {
      const parent = shape && "parent" in shape ? shape.parent : object;
      if (action.number !== sent) return false;
      return creates.has(object) || creates.has(parent) || operations.some((one) => refersTo(one, creates));
    });
  }

  #changes(): ShapeChange[] {
    return this.pending().filter((change): change is ShapeChange => change.shape !== undefined);
  }

  #lay(shape: ShapeOperation, type?: string): ShapeChange {
    const action = this.recording as PendingAction;
    const change: ShapeChange = {
      ...{ action, object: shape.id, attribute: -1, operations: [], topic: undefined, shape },
      ...(type === undefined ? {} : { type }),
    };
    action.changes.push(change);
    const isLast = this.actions().at(-1) === action;
    this.apply((frame) => {
      if (!isLast) return this.refresh(frame, []);
      const laid = layChange(frame, change);
      if (laid !== undefined) this.#laid.push(laid);
    });
    return change;
  }

  #takeBack(frame: StagedFrame): void {
    if (this.#laid.length === 0) return;
    this.#parents = new Map(this.#laid.flatMap(({ moved }) => (moved ? [[moved, moved.parent]] : [])));
    for (const laid of this.#laid.slice().reverse()) laid.takeBack(frame);
    frame.reshaped.clear();
  }

  /**
   * Of all that was taken back and laid again, only what differs is told.
   * @param reshaped what the frame itself has given another parent or other attributes.
   */
  #tellDifference(frame: StagedFrame, reshaped: ReadonlySet<TreeObject>): void {
    if (this.#parents === undefined) return;
    frame.touched = frame.touched.filter(([topic, object]) => topic !== object.children || hasChanged(object.children));
    for (const [object, parent] of this.#parents) {
      if (object.parent !== parent) frame.reshaped.add(object);
      else if (!reshaped.has(object)) frame.reshaped.delete(object);
    }
    this.#parents = undefined;
  }

  /** The server has created an object that was shown already, with this in an attribute. */
  #confirm(frame: StagedFrame, object: TreeObject, attribute: number, state: Value): void {
    const topic = object.topics[attribute] as AnyTopic;
    const layers = this.layers.get(topic);
    if (layers !== undefined) {
      layers.begin(state);
      this.touched.add(topic);
      return;
    }
    const old = topic.toValue();
    if (identity(old) !== identity(state)) frame.show(topic, difference(object.kindOf(attribute).name, old, state));
  }

  /** The server has told the ids of objects that the page has created. */
  #rename(ids: ReadonlyMap<number, number>): void {
    const known = (id: number) => ids.get(id) ?? id;
    const made: TreeObject[] = [];
    for (const change of this.pending()) {
      const { shape, topic } = change;
      change.object = known(change.object);
      change.operations = change.operations.map((one) => renamedOperation(one, ids, this.replica.at));
      if (topic !== undefined) this.touched.add(topic);
      if (shape === undefined) continue;
      if (shape.op !== "destroy") change.shape = { ...shape, id: known(shape.id), parent: known(shape.parent) };
      else change.shape = { ...shape, id: known(shape.id) };
      const { made: object } = change as ShapeChange;
      if (object !== undefined && object.id !== change.object) {
        this.replica.rename(object, change.object);
        made.push(object);
      }
    }
    this.apply((frame) => {
      super.refresh(frame, []);
      for (const object of made) frame.reshaped.add(object);
    });
  }

  #numberOf(name: string): number {
    const types = [...this.replica.types.values()].map(({ declaration }) => declaration);
    const known = types.find(({ type }) => type === name);
    if (known !== undefined) return known.number;
    throw new TypeError(
      `the server has no type "${name}"; it has ${types.map(({ type }) => type).join(", ") || "none"}`,
    );
  }

  #expectParent(parent: TreeObject): void {
    if (parent.surroundings !== this.replica) throw new TypeError("an object of another tree");
    this.expectThere(parent);
    this.expectQueue();
  }

  #expectMovable(object: TreeObject): void {
    this.#expectParent(object);
    if (object.parent === undefined) throw new ObjectTreeError("FORBIDDEN", "the root stays where it is");
  }
}

/** What changes create, by what the page calls it. */
export function createdBy(changes: readonly PendingChange[]): Set<number> {
  return new Set(changes.flatMap(({ shape }) => (shape?.op === "new" ? [shape.id] : [])));
}

/** @throws RangeError when it is no place among so many. */
function placeOf(index: number | undefined, last: number): number {
  if (index === undefined) return -1;
  if (!Number.isInteger(index) || index < 0 || index > last)
    throw new RangeError(`${index} is not a place from 0 to ${last}`);
  return index;
}

/** Whether children are others, or in another order, at the end of a frame; then this is told, as one change. */
function hasChanged(children: Children): boolean {
  const now = children.current.slice();
  const before = children.value;
  children.rollback();
  if (now.length === before.length && now.every((child, index) => child === before[index])) return false;
  children.setItems(now, (child) => child);
  return true;
}
