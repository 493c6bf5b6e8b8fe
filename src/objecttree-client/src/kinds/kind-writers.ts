import type { Writer } from "../codec/writer.js";
import type { Value } from "../values/value.js";
import type { TopicOperation } from "./attribute-operation.js";
import { writeBoolOperation, writeBoolState } from "./bool/bool-writer.js";
import { writeDictOperation, writeDictState } from "./dict/dict-writer.js";
import { writeEventOperation, writeEventState } from "./event/event-writer.js";
import { writeFloatOperation, writeFloatState } from "./float/float-writer.js";
import { writeIntOperation, writeIntState } from "./int/int-writer.js";
import type { KindName } from "./kind.js";
import { writeListOperation, writeListState } from "./list/list-writer.js";
import { writeReferenceOperation, writeReferenceState } from "./reference/reference-writer.js";
import { writeSetOperation, writeSetState } from "./set/set-writer.js";
import { writeStringOperation, writeStringState } from "./string/string-writer.js";
import { writeValueOperation, writeValueState } from "./value/value-writer.js";

/** How one kind of attribute is written. A table of its own, so that a page that only reads does without. */
export interface KindWriter {
  readonly writeState: (writer: Writer, state: Value) => void;
  /** `first`: the first integer of its verb 0. */
  readonly writeOperation: (writer: Writer, operation: TopicOperation, first: number) => void;
}

export const kindWriters: { readonly [name in KindName]: KindWriter } = {
  string: kindWriter(writeStringState, writeStringOperation),
  int: kindWriter(writeIntState, writeIntOperation),
  float: kindWriter(writeFloatState, writeFloatOperation),
  bool: kindWriter(writeBoolState, writeBoolOperation),
  value: kindWriter(writeValueState, writeValueOperation),
  reference: kindWriter(writeReferenceState, writeReferenceOperation),
  list: kindWriter(writeListState, writeListOperation),
  set: kindWriter(writeSetState, writeSetOperation),
  dict: kindWriter(writeDictState, writeDictOperation),
  event: kindWriter(writeEventState, writeEventOperation),
};

function kindWriter(
  writeState: KindWriter["writeState"],
  writeOperation: (writer: Writer, operation: never, first: number) => void,
): KindWriter {
  return { writeState, writeOperation: writeOperation as KindWriter["writeOperation"] };
}
