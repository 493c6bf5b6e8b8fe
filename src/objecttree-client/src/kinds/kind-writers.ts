import type { Writer } from "../codec/writer.js";
import type { Value } from "../values/value.js";
import type { TopicOperation } from "./attribute-operation.js";
import { writeBoolOperands, writeBoolState } from "./bool/bool-writer.js";
import { writeDictOperands, writeDictState } from "./dict/dict-writer.js";
import { writeEventOperands, writeEventState } from "./event/event-writer.js";
import { writeFloatOperands, writeFloatState } from "./float/float-writer.js";
import { writeIntOperands, writeIntState } from "./int/int-writer.js";
import type { KindName } from "./kind.js";
import { listVerbNames, writeListOperands, writeListState } from "./list/list-writer.js";
import { writeReferenceOperands, writeReferenceState } from "./reference/reference-writer.js";
import { writeSetOperands, writeSetState } from "./set/set-writer.js";
import { writeStringOperands, writeStringState } from "./string/string-writer.js";
import { writeValueOperands, writeValueState } from "./value/value-writer.js";

/** How one kind of attribute is written. A table of its own, so that a page that only reads does without. */
export interface KindWriter {
  readonly writeState: (writer: Writer, state: Value) => void;
  /** The number of an operation's verb. */
  readonly verbOf: (operation: TopicOperation) => number;
  readonly writeOperands: (writer: Writer, operation: TopicOperation) => void;
}

export const kindWriters: { readonly [name in KindName]: KindWriter } = {
  string: kindWriter(["set", "splice"], writeStringState, writeStringOperands),
  int: kindWriter(["set", "add"], writeIntState, writeIntOperands),
  float: kindWriter(["set", "add"], writeFloatState, writeFloatOperands),
  bool: kindWriter(["set"], writeBoolState, writeBoolOperands),
  value: kindWriter(["set"], writeValueState, writeValueOperands),
  reference: kindWriter(["set"], writeReferenceState, writeReferenceOperands),
  list: kindWriter(listVerbNames, writeListState, writeListOperands),
  set: kindWriter(["set", "add", "remove", "patch"], writeSetState, writeSetOperands),
  dict: kindWriter(["set", "put", "remove", "patch"], writeDictState, writeDictOperands),
  event: kindWriter([undefined, "emit", "withdraw"], writeEventState, writeEventOperands),
};

function kindWriter(
  verbs: readonly (string | undefined)[],
  writeState: KindWriter["writeState"],
  writeOperands: (writer: Writer, operation: never) => void,
): KindWriter {
  const verbOf = ({ op }: TopicOperation): number => verbs.indexOf(op.slice(op.indexOf(".") + 1));
  return { writeState, verbOf, writeOperands: writeOperands as KindWriter["writeOperands"] };
}
