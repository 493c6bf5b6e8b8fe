import { malformed } from "../../codec/protocol-error.js";
import type { TreeObject } from "../../replica/tree-object.js";
import { identity } from "../../values/identity.js";
import type { Value } from "../../values/value.js";
import { Topic } from "../topic.js";
import type { SetOperation } from "./set-operation.js";

/** One change of a set. */
export interface SetChange<Item> {
  readonly kind: "add" | "remove";
  readonly item: Item;
}

/** A topic that holds a set. A new set as a whole is told as the items that came and went. */
export class SetTopic<Item extends Value = Value> extends Topic<ReadonlySet<Item>, SetChange<Item>> {
  /** The items by their identity, which tells 0 from −0 as a `Set` does not; there once they change. */
  #items: ReadonlyMap<unknown, Item> | undefined;
  /** The items of the frame so far by their identity; there from its first operation on this set to its end. */
  #edited: Map<unknown, Item> | undefined;

  /** @internal */
  constructor(items: readonly Item[], owner?: TreeObject) {
    super(new Set(items), owner);
    if (items.includes(0 as Item)) this.#items = byIdentity(items);
  }

  /** @internal */
  apply(operation: SetOperation): void {
    switch (operation.op) {
      case "set.set":
        return this.#set(operation.value as readonly Item[]);
      case "set.add":
        return this.#add(operation.value as Item);
      case "set.remove":
        return this.#remove(operation.value as Item);
      case "set.patch":
        return this.#patch(operation.removed as readonly Item[], operation.added as readonly Item[]);
    }
  }

  /** @internal */
  override rollback(): void {
    this.#edited = undefined;
    super.rollback();
  }

  /** @internal */
  override toValue(): Value {
    return [...this.value];
  }

  /** @internal */
  protected override seal(staged: ReadonlySet<Item>): ReadonlySet<Item> {
    if (this.#edited === undefined) return staged;
    this.#items = this.#edited;
    return new Set(this.#edited.values());
  }

  #set(items: readonly Item[]): void {
    const old = this.#edit();
    const now = byIdentity(items);
    for (const [id, item] of old) if (!now.has(id)) this.tell({ kind: "remove", item });
    for (const [id, item] of now) if (!old.has(id)) this.tell({ kind: "add", item });
    this.#edited = now;
  }

  #patch(removed: readonly Item[], added: readonly Item[]): void {
    const before = this.#edit();
    // Before anything is removed, so that no item is in both.
    if (added.some((item) => before.has(identity(item)))) malformed();
    for (const item of removed) this.#remove(item);
    for (const item of added) this.#add(item);
  }

  #add(item: Item): void {
    const items = this.#edit();
    const id = identity(item);
    if (items.has(id)) malformed();
    items.set(id, item);
    this.tell({ kind: "add", item });
  }

  #remove(item: Item): void {
    if (!this.#edit().delete(identity(item))) malformed();
    this.tell({ kind: "remove", item });
  }

  #edit(): Map<unknown, Item> {
    this.stage(this.staged);
    this.#edited ??= new Map(this.#items ?? byIdentity(this.value));
    return this.#edited;
  }
}

/** @internal Items, told apart as their contents are. */
export function byIdentity<Item extends Value>(items: Iterable<Item>): Map<unknown, Item> {
  return new Map(Array.from(items, (item) => [identity(item), item]));
}
