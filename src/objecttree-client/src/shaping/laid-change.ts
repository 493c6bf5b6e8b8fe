import type { DestroyOperation, MoveOperation, NewOperation, ShapeOperation } from "../instructions/operation.js";
import type { StagedFrame } from "../replica/staged-frame.js";
import { TreeObject } from "../replica/tree-object.js";
import type { PendingChange } from "../writing/pending-action.js";
import { emptyState } from "./empty-state.js";

/** A change of the tree's shape that is not settled. */
export interface ShapeChange extends PendingChange {
  shape: ShapeOperation;
  /** The object that it creates; there once it was shown. */
  made?: TreeObject | undefined;
  /** Whether the server has created it. */
  isMade?: boolean;
  /** The name of that object's type, whose number another server may not know. */
  readonly type?: string;
}

/** Such a change while it is shown. */
export interface LaidChange {
  /** What it moves. */
  readonly moved?: TreeObject;
  /** Takes it back, once all that was laid later is. */
  takeBack(frame: StagedFrame): void;
}

const unknownType = -1;

/** A snapshot makes all objects anew, and may number types anew; a frame may tell of a type that was not known. */
export function renewChange({ types, isSnapshot }: StagedFrame, change: ShapeChange): void {
  const { shape } = change;
  if (shape.op !== "new" || !(isSnapshot || shape.type === unknownType)) return;
  change.made = undefined;
  const known = [...types.values()].find(({ declaration }) => declaration.type === change.type);
  change.shape = { ...shape, type: known?.declaration.number ?? unknownType };
}

/** @throws TypeError when the server does not know what a change creates. */
export function expectKnown({ shape, type }: ShapeChange): void {
  if (shape?.op === "new" && shape.type === unknownType)
    throw new TypeError(`the server has no type "${type}" any more`);
}

/** Shows a change on top of what there is; `undefined`: it does not fit, or not any more. */
export function layChange(frame: StagedFrame, change: ShapeChange): LaidChange | undefined {
  const { shape } = change;
  if (shape.op === "new") return change.isMade ? undefined : create(frame, change, shape);
  return shape.op === "destroy" ? destroy(frame, shape) : move(frame, shape);
}

function create(frame: StagedFrame, change: ShapeChange, shape: NewOperation): LaidChange | undefined {
  const parent = frame.find(shape.parent);
  if (parent === undefined || shape.type === unknownType || frame.holderOf(shape.key)) return undefined;
  const { id, key, type } = shape;
  const objectType = frame.type(type);
  const states = objectType.kinds.map(({ name }) => emptyState(name));
  const made = change.made ?? new TreeObject(id, key, objectType, states, parent, parent.surroundings);
  change.made = made;
  // An undo brings its parent back as another object.
  if (made.parent !== parent) frame.place(made, parent);
  frame.add(made);
  frame.insert(made, parent, placeOf(shape.index, parent.children.current.length));
  return {
    takeBack: (later) => {
      later.takeOut(made);
      later.drop(made);
    },
  };
}

function destroy(frame: StagedFrame, { id }: DestroyOperation): LaidChange | undefined {
  const object = frame.find(id);
  const parent = object?.parent;
  if (object === undefined || parent === undefined) return undefined;
  const index = parent.children.current.indexOf(object);
  frame.takeOut(object);
  const gone = frame.drop(object);
  return {
    takeBack: (later) => {
      later.insert(object, parent, index);
      for (let last = gone.length - 1; last >= 0; last--) later.add(gone[last] as TreeObject);
    },
  };
}

function move(frame: StagedFrame, { id, parent: parentId, index }: MoveOperation): LaidChange | undefined {
  const [moved, parent] = [frame.find(id), frame.find(parentId)];
  const from = moved?.parent;
  if (moved === undefined || from === undefined || parent === undefined || parent.isWithin(moved)) return undefined;
  const place = from.children.current.indexOf(moved);
  frame.move(moved, parent, placeOf(index, parent.children.current.length - (from === parent ? 1 : 0)));
  return { moved, takeBack: (later) => later.move(moved, from, place) };
}

/** The last place where others took away what was before it. */
function placeOf(index: number, last: number): number {
  return index > last ? -1 : index;
}
