import type { BoolOperation } from "./bool/bool-operation.js";
import type { DictOperation } from "./dict/dict-operation.js";
import type { EventOperation } from "./event/event-operation.js";
import type { FloatOperation } from "./float/float-operation.js";
import type { IntOperation } from "./int/int-operation.js";
import type { ListOperation } from "./list/list-operation.js";
import type { ReferenceOperation } from "./reference/reference-operation.js";
import type { SetOperation } from "./set/set-operation.js";
import type { StringOperation } from "./string/string-operation.js";
import type { ValueOperation } from "./value/value-operation.js";

/** What can happen to an attribute, of whatever object. */
export type TopicOperation =
  | StringOperation
  | IntOperation
  | FloatOperation
  | BoolOperation
  | ValueOperation
  | ReferenceOperation
  | ListOperation
  | SetOperation
  | DictOperation
  | EventOperation;

/** An operation on one attribute of one object. */
export type AttributeOperation = TopicOperation & { readonly object: number; readonly attribute: number };
