// The types that generated contracts are made of. Nothing of this is there when a page runs.
import type { BoolTopic as AnyBoolTopic } from "../kinds/bool/bool-topic.js";
import type { DictTopic as AnyDictTopic } from "../kinds/dict/dict-topic.js";
import type { EventTopic as AnyEventTopic } from "../kinds/event/event-topic.js";
import type { FloatTopic as AnyFloatTopic } from "../kinds/float/float-topic.js";
import type { IntTopic as AnyIntTopic } from "../kinds/int/int-topic.js";
import type { ListTopic as AnyListTopic } from "../kinds/list/list-topic.js";
import type { ReferenceTopic as AnyReferenceTopic } from "../kinds/reference/reference-topic.js";
import type { SetTopic as AnySetTopic } from "../kinds/set/set-topic.js";
import type { StringTopic as AnyStringTopic } from "../kinds/string/string-topic.js";
import type { ValueTopic as AnyValueTopic } from "../kinds/value/value-topic.js";
import type { TreeObject } from "../replica/tree-object.js";
import type { Reference } from "../values/reference.js";
import type { Value } from "../values/value.js";

/** Tells topics of different kinds apart that have the same members. */
declare const kind: unique symbol;

type KindName = "string" | "int" | "float" | "bool" | "value" | "reference" | "list" | "set" | "dict" | "event";

type Of<Kind extends KindName> = { readonly [kind]?: Kind };

export type StringTopic = AnyStringTopic & Of<"string">;
export type IntTopic = AnyIntTopic & Of<"int">;
export type FloatTopic = AnyFloatTopic & Of<"float">;
export type BoolTopic = AnyBoolTopic & Of<"bool">;
export type ValueTopic<Item extends Value> = AnyValueTopic<Item> & Of<"value">;
export type ReferenceTopic<Target> = AnyReferenceTopic<Target> & Of<"reference">;
export type ListTopic<Item extends Value> = AnyListTopic<Item> & Of<"list">;
export type SetTopic<Item extends Value> = AnySetTopic<Item> & Of<"set">;
export type DictTopic<Item extends Value> = AnyDictTopic<Item> & Of<"dict">;
export type EventTopic<Args extends Value> = AnyEventTopic<Args> & Of<"event">;

/** A value that names an object of these types. */
export type ReferenceTo<Target> = Reference & { readonly object: Target | null };

/** The names of the attributes of one kind. */
type Named<Attributes, Kind extends KindName> = {
  [Name in keyof Attributes]: Attributes[Name] extends Of<Kind> ? Name : never;
}[keyof Attributes];

/** What methods on the server are here. */
type Call<Methods> = <Name extends keyof Methods>(
  method: Name,
  ...args: Methods[Name] extends (...args: infer Args) => unknown ? Args : never
) => Promise<Methods[Name] extends (...args: never) => infer Result ? Result : never>;

/**
 * An object with the attributes and methods of its contract. It is the same object as without; attributes are properties of it as well, but for
 * those that are called like what every object has, which are there by `object.string("name")` and the like alone.
 */
export type Typed<Type extends string, Attributes, Methods> = Omit<TreeObject, KindName | "call" | "type"> &
  Omit<Attributes, keyof TreeObject> & {
    readonly [Kind in KindName]: <Name extends Named<Attributes, Kind>>(name: Name) => Attributes[Name];
  } & {
    /** Its frontend type. */
    readonly type: Type;
    /** Calls a method of the server's object. As `TreeObject` has it. */
    readonly call: Call<Methods>;
  };
