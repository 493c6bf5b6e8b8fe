import type { BoolOperation } from "./bool/bool-operation.js";
import type { DictOperation } from "./dict/dict-operation.js";
import type { IntOperation } from "./int/int-operation.js";
import type { ListOperation } from "./list/list-operation.js";
import type { SetOperation } from "./set/set-operation.js";
import type { StringOperation } from "./string/string-operation.js";

/** An operation on one attribute of one object. */
export type AttributeOperation =
  | StringOperation
  | IntOperation
  | BoolOperation
  | ListOperation
  | SetOperation
  | DictOperation;
