import type { TreeObject } from "../replica/tree-object.js";
import { boolVerbs, readBoolState } from "./bool/bool-reader.js";
import { BoolTopic } from "./bool/bool-topic.js";
import { dictVerbs, readDictState } from "./dict/dict-reader.js";
import { DictTopic } from "./dict/dict-topic.js";
import { eventVerbs, readEventState } from "./event/event-reader.js";
import { EventTopic } from "./event/event-topic.js";
import { floatVerbs, readFloatState } from "./float/float-reader.js";
import { FloatTopic } from "./float/float-topic.js";
import { intVerbs, readIntState } from "./int/int-reader.js";
import { IntTopic } from "./int/int-topic.js";
import type { AnyTopic, Kind, KindName } from "./kind.js";
import { listVerbs, readListState } from "./list/list-reader.js";
import { ListTopic } from "./list/list-topic.js";
import { readReferenceState, referenceVerbs } from "./reference/reference-reader.js";
import { ReferenceTopic } from "./reference/reference-topic.js";
import { readSetState, readTag, setVerbs } from "./set/set-reader.js";
import { SetTopic } from "./set/set-topic.js";
import { readStringState, stringVerbs } from "./string/string-reader.js";
import { StringTopic } from "./string/string-topic.js";
import { readValueState, valueVerbs } from "./value/value-reader.js";
import { ValueTopic } from "./value/value-topic.js";

/** The kinds of attributes by their number on the wire. */
export const kinds: ReadonlyMap<number, Kind> = new Map([
  [1, kind("string", readStringState, stringVerbs, StringTopic)],
  [2, kind("int", readIntState, intVerbs, IntTopic)],
  [3, kind("float", readFloatState, floatVerbs, FloatTopic)],
  [4, kind("bool", readBoolState, boolVerbs, BoolTopic)],
  [5, kind("value", readValueState, valueVerbs, ValueTopic)],
  [6, kind("reference", readReferenceState, referenceVerbs, ReferenceTopic)],
  [7, kind("list", readListState, listVerbs, ListTopic)],
  [8, kind("set", readSetState, setVerbs(), SetTopic)],
  [9, kind("dict", readDictState, dictVerbs, DictTopic)],
  [10, kind("event", readEventState, eventVerbs, EventTopic)],
]);

/** The kind of attribute 0 of every object, its tags: a set of strings. */
export const tagsKind: Kind = kind("set", (reader) => readSetState(reader, readTag), setVerbs(readTag), SetTopic);

const byName: ReadonlyMap<string, Kind> = new Map(Array.from(kinds.values(), (kind) => [kind.name, kind]));

export function kindNamed(name: KindName): Kind {
  return byName.get(name) as Kind;
}

function kind(
  name: KindName,
  readState: Kind["readState"],
  verbs: Kind["verbs"],
  Topic: new (state: never, owner?: TreeObject) => unknown,
): Kind {
  return { name, readState, verbs, createTopic: (state, owner) => new Topic(state as never, owner) as AnyTopic };
}
