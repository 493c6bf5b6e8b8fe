import type { Writer } from "../codec/writer.js";
import type { Value } from "../values/value.js";
import { writeBoolState } from "./bool/bool-writer.js";
import { writeDictState } from "./dict/dict-writer.js";
import { writeEventState } from "./event/event-writer.js";
import { writeFloatState } from "./float/float-writer.js";
import { writeIntState } from "./int/int-writer.js";
import type { KindName } from "./kind.js";
import { writeListState } from "./list/list-writer.js";
import { writeReferenceState } from "./reference/reference-writer.js";
import { writeSetState } from "./set/set-writer.js";
import { writeStringState } from "./string/string-writer.js";
import { writeValueState } from "./value/value-writer.js";

/** How what attributes hold is written. Of its own, since only servers do. */
export const stateWriters: { readonly [name in KindName]: (writer: Writer, state: Value) => void } = {
  string: writeStringState,
  int: writeIntState,
  float: writeFloatState,
  bool: writeBoolState,
  value: writeValueState,
  reference: writeReferenceState,
  list: writeListState,
  set: writeSetState,
  dict: writeDictState,
  event: writeEventState,
};
