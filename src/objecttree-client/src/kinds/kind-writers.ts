import type { Writer } from "../codec/writer.js";
import type { TopicOperation } from "./attribute-operation.js";
import { writeBoolOperands } from "./bool/bool-writer.js";
import { writeDictOperands } from "./dict/dict-writer.js";
import { writeEventOperands } from "./event/event-writer.js";
import { writeFloatOperands } from "./float/float-writer.js";
import { writeIntOperands } from "./int/int-writer.js";
import type { KindName } from "./kind.js";
import { listVerbNames, writeListOperands } from "./list/list-writer.js";
import { writeReferenceOperands } from "./reference/reference-writer.js";
import { writeSetOperands } from "./set/set-writer.js";
import { writeStringOperands } from "./string/string-writer.js";
import { writeValueOperands } from "./value/value-writer.js";

/** How the operations of one kind of attribute are written. A table of its own, so that a page that only reads does without. */
export interface KindWriter {
  /** The number of an operation's verb. */
  readonly verbOf: (operation: TopicOperation) => number;
  readonly writeOperands: (writer: Writer, operation: TopicOperation) => void;
}

export const kindWriters: { readonly [name in KindName]: KindWriter } = {
  string: kindWriter(["set", "splice"], writeStringOperands),
  int: kindWriter(["set", "add"], writeIntOperands),
  float: kindWriter(["set", "add"], writeFloatOperands),
  bool: kindWriter(["set"], writeBoolOperands),
  value: kindWriter(["set"], writeValueOperands),
  reference: kindWriter(["set"], writeReferenceOperands),
  list: kindWriter(listVerbNames, writeListOperands),
  set: kindWriter(["set", "add", "remove", "patch"], writeSetOperands),
  dict: kindWriter(["set", "put", "remove", "patch"], writeDictOperands),
  event: kindWriter([undefined, "emit", "withdraw"], writeEventOperands),
};

function kindWriter(
  verbs: readonly (string | undefined)[],
  writeOperands: (writer: Writer, operation: never) => void,
): KindWriter {
  const verbOf = ({ op }: TopicOperation): number => verbs.indexOf(op.slice(op.indexOf(".") + 1));
  return { verbOf, writeOperands: writeOperands as KindWriter["writeOperands"] };
}
