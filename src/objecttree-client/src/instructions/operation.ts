import type { AttributeOperation } from "../kinds/attribute-operation.js";
import type { RecordKind } from "../values/record.js";
import type { Value } from "../values/value.js";
import type { AttributeDeclaration, TypeDeclaration } from "./type-declaration.js";

/** A type is announced, before its first use. */
export interface TypeOperation extends TypeDeclaration {
  readonly op: "type";
}

/** A kind of record is announced, before its first use. */
export interface RecordOperation extends RecordKind {
  readonly op: "record";
}

/** A new object with the state of all its attributes. */
export interface CreateOperation {
  readonly op: "create";
  readonly id: number;
  /** The number of its type. */
  readonly type: number;
  /** The id of its parent; 0: it is the root. */
  readonly parent: number;
  /** Its place among its parent's children; −1: the last. */
  readonly index: number;
  readonly key: string | null;
  readonly tags: readonly string[];
  /** One state for each attribute of its type, in order. */
  readonly state: readonly Value[];
}

/** An object goes, with all below it. */
export interface DestroyOperation {
  readonly op: "destroy";
  readonly id: number;
}

/** An object gets another parent or place. */
export interface MoveOperation {
  readonly op: "move";
  readonly id: number;
  readonly parent: number;
  /** Counts after the object was taken out; −1: the last. */
  readonly index: number;
}

/** One object gets an attribute that its type does not declare. */
export interface AddAttributeOperation {
  readonly op: "addAttribute";
  readonly object: number;
  /** Its number, above those of the object's type. */
  readonly attribute: number;
  readonly declaration: AttributeDeclaration;
  readonly state: Value;
}

/** An object loses an attribute that was added to it. */
export interface RemoveAttributeOperation {
  readonly op: "removeAttribute";
  readonly object: number;
  readonly attribute: number;
}

/** A page proposes an object. Only in actions. */
export interface NewOperation {
  readonly op: "new";
  /** What the page calls it until it knows its id; negative. */
  readonly id: number;
  /** The number of its type. */
  readonly type: number;
  readonly parent: number;
  /** Its place among its parent's children; −1: the last. */
  readonly index: number;
  readonly key: string | null;
}

/** What an action may do to the tree's shape. */
export type ShapeOperation = NewOperation | DestroyOperation | MoveOperation;

/** What an action may hold. */
export type ActionOperation = AttributeOperation | ShapeOperation;

/** The smallest change of one topic or of the tree's shape. */
export type Operation =
  | TypeOperation
  | RecordOperation
  | CreateOperation
  | DestroyOperation
  | MoveOperation
  | AddAttributeOperation
  | RemoveAttributeOperation
  | AttributeOperation;
