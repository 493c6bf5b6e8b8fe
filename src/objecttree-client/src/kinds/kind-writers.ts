import type { Writer } from "../codec/writer.js";
import type { Value } from "../values/value.js";
import type { AttributeOperation } from "./attribute-operation.js";
import { writeBoolOperation, writeBoolState } from "./bool/bool-writer.js";
import { writeDictOperation, writeDictState } from "./dict/dict-writer.js";
import { writeIntOperation, writeIntState } from "./int/int-writer.js";
import type { KindName } from "./kind.js";
import { writeListOperation, writeListState } from "./list/list-writer.js";
import { writeSetOperation, writeSetState } from "./set/set-writer.js";
import { writeStringOperation, writeStringState } from "./string/string-writer.js";

/** How one kind of attribute is written. A table of its own, so that a page that only reads does without. */
export interface KindWriter {
  readonly writeState: (writer: Writer, state: Value) => void;
  readonly writeOperation: (writer: Writer, operation: AttributeOperation) => void;
}

export const kindWriters: { readonly [name in KindName]: KindWriter } = {
  string: kindWriter(writeStringState, writeStringOperation),
  int: kindWriter(writeIntState, writeIntOperation),
  bool: kindWriter(writeBoolState, writeBoolOperation),
  list: kindWriter(writeListState, writeListOperation),
  set: kindWriter(writeSetState, writeSetOperation),
  dict: kindWriter(writeDictState, writeDictOperation),
};

function kindWriter(writeState: KindWriter["writeState"], writeOperation: (writer: Writer, operation: never) => void) {
  return { writeState, writeOperation: writeOperation as KindWriter["writeOperation"] };
}
