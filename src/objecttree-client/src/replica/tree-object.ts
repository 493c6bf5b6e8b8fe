import { malformed } from "../codec/protocol-error.js";
import type { ObjectType } from "../instructions/object-type.js";
import type { AttributeDeclaration } from "../instructions/type-declaration.js";
import type { BoolTopic } from "../kinds/bool/bool-topic.js";
import type { DictTopic } from "../kinds/dict/dict-topic.js";
import type { EventTopic } from "../kinds/event/event-topic.js";
import type { FloatTopic } from "../kinds/float/float-topic.js";
import type { IntTopic } from "../kinds/int/int-topic.js";
import type { AnyTopic, Kind, KindName } from "../kinds/kind.js";
import { kindNamed } from "../kinds/kinds.js";
import type { ListTopic } from "../kinds/list/list-topic.js";
import type { ReferenceTopic } from "../kinds/reference/reference-topic.js";
import type { SetTopic } from "../kinds/set/set-topic.js";
import type { StringTopic } from "../kinds/string/string-topic.js";
import type { ValueTopic } from "../kinds/value/value-topic.js";
import type { Notifications } from "../listening/notifications.js";
import type { Unsubscribe } from "../listening/scope.js";
import { Referable } from "../values/reference.js";
import { type Plain, toPlain, toPlainObject } from "../values/to-plain.js";
import type { ValueInput } from "../values/to-value.js";
import type { Value } from "../values/value.js";
import { AttributeGroup, type AttributesListener, type AttributeValues } from "./attribute-group.js";
import { Children } from "./children.js";
import type { Surroundings } from "./replica-host.js";

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
export class TreeObject extends Referable {
  /** Unique in its tree and never another object's. The root's is 1. */
  override readonly id: number;
  /** What `tree.find` finds it by; `null` for most. */
  readonly key: string | null;
  /** Its children, in order. */
  readonly children: Children;
  /** @internal By the numbers of the attributes. */
  readonly topics: AnyTopic[];
  readonly #type: ObjectType;
  /** Attributes that its type does not declare, by their numbers. */
  readonly #added = new Map<number, AttributeDeclaration>();
  #parent: TreeObject | undefined;
  #json: TreeObjectJson | undefined;
  #groups: Map<unknown, AttributeGroup> | undefined;

  /** @internal */
  constructor(
    id: number,
    key: string | null,
    type: ObjectType,
    state: readonly Value[],
    parent: TreeObject | undefined,
    /** @internal */
    readonly surroundings: Surroundings,
  ) {
    super();
    this.id = id;
    this.children = new Children([]);
    this.key = key;
    this.#type = type;
    this.#parent = parent;
    this.topics = type.kinds.map((kind, attribute) => kind.createTopic(state[attribute] ?? null, this));
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
    return this.surroundings.at(this.id) !== this;
  }

  /** Its tags: a set of strings. */
  get tags(): SetTopic<string> {
    return this.topics[0] as unknown as SetTopic<string>;
  }

  /**
   * The string attribute of this name.
   * @throws TypeError when it has no such attribute, or one of another kind; the message lists what is.
   */
  string(name: string): StringTopic {
    return this.#attribute(name, "string") as unknown as StringTopic;
  }

  /** The int attribute of this name. Throws as `string` does. */
  int(name: string): IntTopic {
    return this.#attribute(name, "int") as unknown as IntTopic;
  }

  /** The float attribute of this name. Throws as `string` does. */
  float(name: string): FloatTopic {
    return this.#attribute(name, "float") as unknown as FloatTopic;
  }

  /** The bool attribute of this name. Throws as `string` does. */
  bool(name: string): BoolTopic {
    return this.#attribute(name, "bool") as unknown as BoolTopic;
  }

  /** The value attribute of this name; what it holds is for the caller to know. Throws as `string` does. */
  value<Item extends Value = Value>(name: string): ValueTopic<Item> {
    return this.#attribute(name, "value") as unknown as ValueTopic<Item>;
  }

  /** The reference attribute of this name. Throws as `string` does. */
  reference(name: string): ReferenceTopic {
    return this.#attribute(name, "reference") as unknown as ReferenceTopic;
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

  /** The event of this name; what its `args` are is for the caller to know. Throws as `string` does. */
  event<Args extends Value = Value>(name: string): EventTopic<Args> {
    return this.#attribute(name, "event") as unknown as EventTopic<Args>;
  }

  /**
   * Calls `listener` at once with the values of the named attributes, and from then on once for each frame that changes
   * any of them.
   * @param options `key`: a listener under the same key of this object is replaced.
   * @returns ends the subscription.
   * @throws TypeError when it does not have one of them.
   */
  subscribe(names: readonly string[], listener: AttributesListener, options: { key?: string } = {}): Unsubscribe {
    const topics = names.map((name) => [name, this.#attribute(name)] as const);
    const read = () => Object.fromEntries(topics.map(([name, topic]) => [name, topic.value])) as AttributeValues;
    const key = options.key ?? Symbol();
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
    return this.surroundings.host.call(this.isDestroyed ? -1 : this.id, method, args);
  }

  /** The object and all below it as frozen plain data: the same reference until something inside changes. */
  toJSON(): TreeObjectJson {
    this.#json ??= Object.freeze({
      id: this.id,
      type: this.type,
      key: this.key,
      tags: toPlain([...this.tags.value]) as readonly Plain[],
      attributes: toPlainObject(
        Array.from(this.declarations, ([number, { name }]) => [name, this.topics[number]?.toValue() ?? null]),
      ),
      children: Object.freeze(this.children.value.map((child) => child.toJSON())),
    });
    return this.#json;
  }

  /** @internal All attributes but the tags, with their numbers. */
  get declarations(): ObjectType["declarations"] {
    return [...this.#type.declarations, ...this.#added];
  }

  /** @internal The kind of an attribute that an operation names. */
  kindOf(attribute: number): Kind {
    const added = this.#added.get(attribute);
    const kind = added === undefined ? this.#type.kinds[attribute] : kindNamed(added.kind);
    if (kind === undefined) malformed();
    return kind;
  }

  /** @internal Whether it is this object, or below it. */
  isWithin(top: TreeObject): boolean {
    let object: TreeObject | undefined = this;
    while (object !== undefined && object !== top) object = object.#parent;
    return object === top;
  }

  /** @internal Returns how to undo it, as all that changes an object's shape. */
  setParent(parent: TreeObject): () => void {
    const before = this.#parent;
    this.#parent = parent;
    return () => {
      this.#parent = before;
    };
  }

  /** @internal */
  addAttribute(attribute: number, declaration: AttributeDeclaration, state: Value): () => void {
    if (attribute < this.#type.kinds.length || this.#added.has(attribute)) malformed();
    return this.#setAttribute(attribute, declaration, kindNamed(declaration.kind).createTopic(state, this));
  }

  /** @internal */
  removeAttribute(attribute: number): () => void {
    if (!this.#added.has(attribute)) malformed();
    return this.#setAttribute(attribute);
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

  #setAttribute(attribute: number, declaration?: AttributeDeclaration, topic?: AnyTopic): () => void {
    const before = this.#added.get(attribute);
    const topicBefore = this.topics[attribute];
    if (declaration === undefined) this.#added.delete(attribute);
    else this.#added.set(attribute, declaration);
    this.topics[attribute] = topic as AnyTopic;
    return () => void this.#setAttribute(attribute, before, topicBefore);
  }

  #attribute(name: string, kind?: KindName): AnyTopic {
    const { declarations } = this;
    for (const [number, has] of declarations)
      if (has.name === name && has.kind === (kind ?? has.kind)) return this.topics[number] as AnyTopic;
    const there = declarations.map(([, has]) => `${has.name}: ${has.kind}`);
    throw new TypeError(
      `${this.#type.declaration.type} ${this.id} has no ${kind ?? ""} attribute "${name}"; it has ${there.join(", ") || "none"}`,
    );
  }
}
