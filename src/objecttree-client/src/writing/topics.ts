// What a page that writes can do with topics. The classes are the same that a page has which only reads: it pays for
// none of this.
import type { ObjectTreeError } from "../connection/object-tree-error.js";
import { Tree } from "../connection/tree.js";
import type { TreeWriter } from "../connection/writer.js";
import type { TopicOperation } from "../kinds/attribute-operation.js";
import { BoolTopic } from "../kinds/bool/bool-topic.js";
import { DictTopic } from "../kinds/dict/dict-topic.js";
import { EventTopic } from "../kinds/event/event-topic.js";
import { FloatTopic } from "../kinds/float/float-topic.js";
import { IntTopic } from "../kinds/int/int-topic.js";
import type { AnyTopic, KindName } from "../kinds/kind.js";
import { ListTopic } from "../kinds/list/list-topic.js";
import { ReferenceTopic } from "../kinds/reference/reference-topic.js";
import { byIdentity, SetTopic } from "../kinds/set/set-topic.js";
import { StringTopic } from "../kinds/string/string-topic.js";
import { Topic } from "../kinds/topic.js";
import { ValueTopic } from "../kinds/value/value-topic.js";
import { TreeObject } from "../replica/tree-object.js";
import { isSame } from "../values/identity.js";
import { toValue, type ValueInput } from "../values/to-value.js";
import type { Value } from "../values/value.js";
import { stringDifference } from "./difference.js";

declare module "../kinds/string/string-topic.js" {
  interface StringTopic {
    /** Replaces the text. Where that is shorter, only the part that differs is sent, and merges with what others edit. */
    set(text: string): void;
    /** Inserts text before a place, in UTF-16 code units. */
    insert(position: number, text: string): void;
    /** Deletes so many code units from a place on. */
    delete(position: number, length: number): void;
    /** Replaces so many code units from a place on. */
    splice(position: number, length: number, text: string): void;
  }
}
declare module "../kinds/int/int-topic.js" {
  interface IntTopic {
    set(value: number): void;
    /** Adds to the number; additions made at the same time all count. */
    add(delta: number): void;
  }
}
declare module "../kinds/float/float-topic.js" {
  interface FloatTopic {
    set(value: number): void;
    /** Adds to the number; additions made at the same time all count. */
    add(delta: number): void;
  }
}
declare module "../kinds/bool/bool-topic.js" {
  interface BoolTopic {
    set(value: boolean): void;
  }
}
declare module "../kinds/value/value-topic.js" {
  interface ValueTopic<Item extends Value = Value> {
    set(value: ValueInput): void;
  }
}
declare module "../kinds/reference/reference-topic.js" {
  interface ReferenceTopic<Target = TreeObject> {
    /** Names another object, or none. */
    set(object: Target | null): void;
  }
}
declare module "../kinds/list/list-topic.js" {
  interface ListTopic<Item extends Value = Value> {
    set(items: readonly ValueInput[]): void;
    /** Inserts items before a place. */
    insert(index: number, ...items: ValueInput[]): void;
    push(...items: ValueInput[]): void;
    /** Removes so many items from a place on; one unless given. */
    remove(index: number, count?: number): void;
    replace(index: number, item: ValueInput): void;
    /** Moves an item; `to` counts after it was taken out. */
    move(from: number, to: number): void;
  }
}
declare module "../kinds/set/set-topic.js" {
  interface SetTopic<Item extends Value = Value> {
    set(items: Iterable<ValueInput>): void;
    add(item: ValueInput): void;
    remove(item: ValueInput): void;
  }
}
declare module "../kinds/dict/dict-topic.js" {
  interface DictTopic<Item extends Value = Value> {
    set(entries: ReadonlyMap<string, ValueInput> | { readonly [key: string]: ValueInput }): void;
    put(key: string, value: ValueInput): void;
    remove(key: string): void;
  }
}
declare module "../kinds/event/event-topic.js" {
  interface EventTopic<Args extends Value = Value> {
    /** Tells everybody that it happened. */
    emit(args?: ValueInput): void;
  }
}
declare module "../kinds/topic.js" {
  interface Topic<State, Change, Shown = State> {
    /** Whether a change that this page made is not settled by the server. */
    readonly isPending: boolean;
    /** Why the last change that this page made was refused. */
    readonly failure: ObjectTreeError | undefined;
  }
}
declare module "../replica/tree-object.js" {
  interface TreeObject {
    /**
     * Asks the server to undo the newest transition in this object's history that this page may undo: by default the newest
     * of its own. Changes that are not settled yet go before it.
     * @returns resolves when it is undone and shown; `false`: there was nothing to undo. Rejects with an `ObjectTreeError`:
     * `UNDO_CONFLICT` when what it changed was changed since by another.
     */
    undo(): Promise<boolean>;
    /** Asks the server to redo what was undone last in this object's history. Otherwise as `undo`. */
    redo(): Promise<boolean>;
  }
}
declare module "../connection/tree.js" {
  interface Tree {
    /**
     * Makes one action of all that `change` writes, which the server makes as a whole or refuses. When `change` throws,
     * nothing has changed.
     * @returns resolves when it is made and shown; rejects with an `ObjectTreeError`.
     */
    record(change: () => void): Promise<void>;
  }
}

const noWriter = "connect with { writing }";

/** How deep what a page writes may be nested: an attribute is one level less than what everybody reads. */
const levels = 31;

StringTopic.prototype.set = function (text) {
  const isThere = toValue(text, 0) === this.value;
  const splice = stringDifference(this.value, text);
  // Position and length take a byte each at least.
  write(this, splice.inserted.length + 2 < text.length ? splice : { op: "string.set", value: text }, isThere);
};
StringTopic.prototype.insert = function (position, text) {
  this.splice(position, 0, text);
};
StringTopic.prototype.delete = function (position, length) {
  this.splice(position, length, "");
};
StringTopic.prototype.splice = function (position, deleted, text) {
  if (toValue(text, 0) !== "" || deleted !== 0) write(this, { op: "string.splice", position, deleted, inserted: text });
};
IntTopic.prototype.set = function (value) {
  set(this, "int", value);
};
IntTopic.prototype.add = function (delta) {
  if (delta !== 0) write(this, { op: "int.add", delta });
};
FloatTopic.prototype.set = function (value) {
  set(this, "float", value);
};
FloatTopic.prototype.add = function (delta) {
  if (delta !== 0) write(this, { op: "float.add", delta });
};
BoolTopic.prototype.set = function (value) {
  set(this, "bool", value);
};
ValueTopic.prototype.set = function (input) {
  set(this, "value", toValue(input, levels));
};
ReferenceTopic.prototype.set = function (object) {
  set(this, "reference", (object as TreeObject | null)?.id ?? null);
};
ListTopic.prototype.set = function (items) {
  set(this, "list", values(items));
};
ListTopic.prototype.insert = function (index, ...items) {
  const inserted = values(items);
  const [value] = inserted;
  if (value === undefined) return;
  if (inserted.length === 1) write(this, { op: "list.insert", index, value });
  else write(this, { op: "list.insertRange", index, values: inserted });
};
ListTopic.prototype.push = function (...items) {
  this.insert(this.length, ...items);
};
ListTopic.prototype.remove = function (index, count = 1) {
  if (count > 0) write(this, { op: "list.removeRange", index, count });
};
ListTopic.prototype.replace = function (index, item) {
  const value = toValue(item, levels);
  const old = this.value[index];
  if (old === undefined || !isSame(old, value)) write(this, { op: "list.replace", index, value });
};
ListTopic.prototype.move = function (from, to) {
  if (from !== to) write(this, { op: "list.move", from, to });
};
SetTopic.prototype.set = function (items) {
  const now = byIdentity(values([...items]));
  const old = byIdentity(this.value);
  const isSameSet = now.size === old.size && [...now.keys()].every((item) => old.has(item));
  write(this, { op: "set.set", value: [...now.values()] }, isSameSet);
};
SetTopic.prototype.add = function (item) {
  const value = toValue(item, levels);
  if (!has(this, value)) write(this, { op: "set.add", value });
};
SetTopic.prototype.remove = function (item) {
  const value = toValue(item, levels);
  if (has(this, value)) write(this, { op: "set.remove", value });
};
DictTopic.prototype.set = function (entries) {
  set(this, "dict", toValue(entries, levels));
};
DictTopic.prototype.put = function (key, input) {
  const value = toValue(input, levels);
  const old = this.value.get(key);
  if (old === undefined || !isSame(old, value)) write(this, { op: "dict.put", key, value });
};
DictTopic.prototype.remove = function (key) {
  if (this.value.has(key)) write(this, { op: "dict.remove", key });
};
EventTopic.prototype.emit = function (args = null) {
  write(this, { op: "event.emit", value: toValue(args, levels) });
};
Tree.prototype.record = function (change) {
  if (this.writer === undefined) throw new TypeError(noWriter);
  return this.writer.record(change);
};

TreeObject.prototype.undo = function () {
  return writerOfObject(this).undo(this, false);
};
TreeObject.prototype.redo = function () {
  return writerOfObject(this).undo(this, true);
};

Object.defineProperties(Topic.prototype, {
  isPending: {
    get(this: AnyTopic) {
      return writerOf(this).isPending(this);
    },
  },
  failure: {
    get(this: AnyTopic) {
      return writerOf(this).failureOf(this);
    },
  },
});

/** Replaces what a topic holds, unless it holds that already. */
function set(topic: unknown, kind: KindName, value: Value): void {
  write(topic, { op: `${kind}.set`, value } as TopicOperation, isSame(value, (topic as AnyTopic).toValue()));
}

/** @param isThere whether the topic holds that already, as far as this page knows. */
function write(topic: unknown, operation: TopicOperation, isThere = false): void {
  const writer = writerOf(topic);
  if (!isThere || writer.isGuessed(topic as AnyTopic)) writer.write(topic as AnyTopic, operation);
}

/**
 * @internal What writes to the tree of a topic.
 * @throws TypeError when the page has not asked for one.
 */
export function writerOf(topic: unknown): TreeWriter {
  return writerOfObject((topic as AnyTopic).owner as TreeObject | undefined);
}

/** @internal What writes to the tree of an object. */
export function writerOfObject(object: TreeObject | undefined): TreeWriter {
  const writer = object?.surroundings.host.layers;
  if (writer === undefined) throw new TypeError(noWriter);
  return writer as TreeWriter;
}

function has(set: SetTopic, value: Value): boolean {
  return [...set.value].some((one) => isSame(one, value));
}

function values(items: readonly ValueInput[]): readonly Value[] {
  return toValue(items, levels + 1) as readonly Value[];
}
