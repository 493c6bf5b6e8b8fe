import type { ObjectType } from "../instructions/object-type.js";
import type { BoolTopic } from "../kinds/bool/bool-topic.js";
import type { DictTopic } from "../kinds/dict/dict-topic.js";
import type { IntTopic } from "../kinds/int/int-topic.js";
import type { AnyTopic, KindName } from "../kinds/kind.js";
import type { ListTopic } from "../kinds/list/list-topic.js";
import type { SetTopic } from "../kinds/set/set-topic.js";
import type { StringTopic } from "../kinds/string/string-topic.js";
import type { Notifications } from "../listening/notifications.js";
import type { Unsubscribe } from "../listening/scope.js";
import { type Plain, toPlain, toPlainObject } from "../values/to-plain.js";
import type { ValueInput } from "../values/to-value.js";
import type { Value } from "../values/value.js";
import { AttributeGroup, type AttributesListener, type AttributeValues } from "./attribute-group.js";
import { Children } from "./children.js";
import type { ReplicaHost } from "./replica-host.js";

/** An object as frozen plain data. */
export interface TreeObjectJson {
  readonly id: number;
  readonly type: string;
  readonly key: string | null;
  readonly tags: readonly Plain[];
  readonly attributes: { readonly [name: string]: Plain };
  readonly children: readonly TreeObjectJson[];
}

/** An object of the tree, as the server last told it. Once destroyed it stays as it was last. */
export class TreeObject {
  /** Unique in its tree and never another object's. The root's is 1. */
  readonly id: number;
  /** What `tree.find` finds it by; `null` for most. */
  readonly key: string | null;
  /** Its children, in order. */
  readonly children: Children = new Children([]);
  readonly #type: ObjectType;
  readonly #topics: readonly AnyTopic[];
  readonly #host: ReplicaHost;
  #parent: TreeObject | undefined;
  #stagedParent: TreeObject | undefined;
  #isDestroyed = false;
  #json: TreeObjectJson | undefined;
  #groups: Map<unknown, AttributeGroup> | undefined;

  /** @internal */
  constructor(
    id: number,
    key: string | null,
    type: ObjectType,
    state: readonly Value[],
    parent: TreeObject | undefined,
    host: ReplicaHost,
  ) {
    this.id = id;
    this.key = key;
    this.#type = type;
    this.#topics = type.kinds.map((kind, attribute) => kind.createTopic(state[attribute] ?? null));
    this.#parent = parent;
    this.#stagedParent = parent;
    this.#host = host;
  }

  /** Its frontend type: the name that views are registered for. */
  get type(): string {
    return this.#type.declaration.frontend;
  }

  /** The object above it; `undefined` for the root. */
  get parent(): TreeObject | undefined {
    return this.#parent;
  }

  /** Whether it is no longer in the tree, or its tree was replaced by a fresh snapshot. */
  get isDestroyed(): boolean {
    return this.#isDestroyed;
  }

  /** Its tags: a set of strings. */
  get tags(): SetTopic<string> {
    return this.#topics[0] as unknown as SetTopic<string>;
  }

  /**
   * The string attribute of this name.
   * @throws TypeError when its type declares no such attribute, or one of another kind; the message lists what is.
   */
  string(name: string): StringTopic {
    return this.#attribute(name, "string") as unknown as StringTopic;
  }

  /** The int attribute of this name. Throws as `string` does. */
  int(name: string): IntTopic {
    return this.#attribute(name, "int") as unknown as IntTopic;
  }

  /** The bool attribute of this name. Throws as `string` does. */
  bool(name: string): BoolTopic {
    return this.#attribute(name, "bool") as unknown as BoolTopic;
  }

  /** The list attribute of this name; what its items are is for the caller to know. Throws as `string` does. */
  list<Item extends Value = Value>(name: string): ListTopic<Item> {
    return this.#attribute(name, "list") as unknown as ListTopic<Item>;
  }

  /** The set attribute of this name; what its items are is for the caller to know. Throws as `string` does. */
  set<Item extends Value = Value>(name: string): SetTopic<Item> {
    return this.#attribute(name, "set") as unknown as SetTopic<Item>;
  }

  /** The dict attribute of this name; what its values are is for the caller to know. Throws as `string` does. */
  dict<Item extends Value = Value>(name: string): DictTopic<Item> {
    return this.#attribute(name, "dict") as unknown as DictTopic<Item>;
  }

  /**
   * Calls `listener` at once with the values of the named attributes, and from then on once for each frame that changes
   * any of them.
   * @param options `key`: a listener under the same key of this object is replaced.
   * @returns ends the subscription.
   * @throws TypeError when its type does not declare one of them.
   */
  subscribe(names: readonly string[], listener: AttributesListener, options: { key?: string } = {}): Unsubscribe {
    const topics = names.map((name) => [name, this.#attribute(name)] as const);
    const read = () => Object.fromEntries(topics.map(([name, topic]) => [name, topic.value])) as AttributeValues;
    const key = options.key ?? Symbol("without a key");
    this.#groups ??= new Map();
    const groups = this.#groups;
    groups.get(key)?.end();
    const group = new AttributeGroup(read, listener, (ended) => {
      if (groups.get(key) === ended) groups.delete(key);
    });
    groups.set(key, group);
    return group.end;
  }

  /**
   * Calls a method that the object on the server lets clients call. What it did is in the replica when the promise
   * settles.
   * @returns what the method returned. Rejects with an `ObjectTreeError`, whose `code` is `DISCONNECTED` when the
   * connection is not there or ends first, `VALIDATION` when an argument is not a value, or the server's.
   */
  call(method: string, ...args: ValueInput[]): Promise<Value> {
    return this.#host.call(this.#isDestroyed ? 0 : this.id, method, args);
  }

  /** The object and all below it as frozen plain data: the same reference until something inside changes. */
  toJSON(): TreeObjectJson {
    this.#json ??= Object.freeze({
      id: this.id,
      type: this.type,
      key: this.key,
      tags: toPlain([...this.tags.value]) as readonly Plain[],
      attributes: toPlainObject(
        this.#type.declaration.attributes.map(({ name }, index) => [name, this.#state(index + 1)]),
      ),
      children: Object.freeze(this.children.value.map((child) => child.toJSON())),
    });
    return this.#json;
  }

  /** @internal */
  get objectType(): ObjectType {
    return this.#type;
  }

  /** @internal The parent with what a frame that is not committed yet did to it. */
  get currentParent(): TreeObject | undefined {
    return this.#stagedParent;
  }

  /** @internal The topic of an attribute that its type is known to have. */
  topic(attribute: number): AnyTopic {
    return this.#topics[attribute] as AnyTopic;
  }

  /** @internal */
  stageParent(parent: TreeObject): void {
    this.#stagedParent = parent;
  }

  /** @internal */
  commitParent(): void {
    this.#parent = this.#stagedParent;
  }

  /** @internal */
  rollbackParent(): void {
    this.#stagedParent = this.#parent;
  }

  /** @internal */
  markDestroyed(): void {
    this.#isDestroyed = true;
  }

  /** @internal A frame has changed something of it. */
  commitChange(notifications: Notifications): void {
    // What is above a changed object has no JSON either, or this one had: an object's JSON needs its children's.
    let object: TreeObject | undefined = this;
    while (object !== undefined && object.#json !== undefined) {
      object.#json = undefined;
      object = object.#parent;
    }
    if (this.#groups !== undefined) for (const group of this.#groups.values()) group.enqueue(notifications);
  }

  #state(attribute: number): Value {
    const kind = this.#type.kindOf(attribute);
    return kind.toValue(this.topic(attribute).value);
  }

  #attribute(name: string, kind?: KindName): AnyTopic {
    const number = this.#type.numberOf(name);
    if (number !== undefined && (kind ?? this.#type.kindOf(number).name) === this.#type.kindOf(number).name) {
      return this.topic(number);
    }
    const { type, attributes } = this.#type.declaration;
    const there = attributes.map((attribute) => `${attribute.name}: ${attribute.kind}`).join(", ") || "none";
    throw new TypeError(`${type} ${this.id} has no ${kind ?? ""} attribute "${name}"; it has ${there}`);
  }
}
