import type { Value } from "../values/value.js";
import { readBoolOperation, readBoolState } from "./bool/bool-reader.js";
import { BoolTopic } from "./bool/bool-topic.js";
import { readDictOperation, readDictState } from "./dict/dict-reader.js";
import { DictTopic } from "./dict/dict-topic.js";
import { readIntOperation, readIntState } from "./int/int-reader.js";
import { IntTopic } from "./int/int-topic.js";
import type { AnyTopic, Kind, KindName } from "./kind.js";
import { readListOperation, readListState } from "./list/list-reader.js";
import { ListTopic } from "./list/list-topic.js";
import { readSetOperation, readSetState, readTag } from "./set/set-reader.js";
import { SetTopic } from "./set/set-topic.js";
import { readStringOperation, readStringState } from "./string/string-reader.js";
import { StringTopic } from "./string/string-topic.js";

/** The kinds of attributes by their number on the wire. */
export const kinds: ReadonlyMap<number, Kind> = new Map([
  [1, kind("string", readStringState, readStringOperation, (state) => new StringTopic(state as string))],
  [2, kind("int", readIntState, readIntOperation, (state) => new IntTopic(state as number))],
  [4, kind("bool", readBoolState, readBoolOperation, (state) => new BoolTopic(state as boolean))],
  [7, kind("list", readListState, readListOperation, (state) => new ListTopic(state as readonly Value[]))],
  [8, kind("set", readSetState, readSetOperation, createSetTopic, setToValue)],
  [9, kind("dict", readDictState, readDictOperation, (state) => new DictTopic(state as ReadonlyMap<string, Value>))],
]);

/** The kind of attribute 0 of every object, its tags: a set of strings. */
export const tagsKind: Kind = kind(
  "set",
  (reader) => readSetState(reader, readTag),
  (reader, verb, object, attribute) => readSetOperation(reader, verb, object, attribute, readTag),
  createSetTopic,
  setToValue,
);

function createSetTopic(state: Value): SetTopic {
  return new SetTopic<Value>(state as readonly Value[]);
}

function setToValue(state: unknown): Value {
  return [...(state as ReadonlySet<Value>)];
}

function kind(
  name: KindName,
  readState: Kind["readState"],
  readOperation: Kind["readOperation"],
  createTopic: (state: Value) => unknown,
  toValue: Kind["toValue"] = (state) => state as Value,
): Kind {
  return { name, readState, readOperation, createTopic: createTopic as (state: Value) => AnyTopic, toValue };
}
