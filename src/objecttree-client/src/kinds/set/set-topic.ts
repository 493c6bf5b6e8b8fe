import { malformed } from "../../codec/protocol-error.js";
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
  constructor(items: readonly Item[]) {
    super(new Set(items));
    if (items.includes(0 as Item)) this.#items = byIdentity(items);
  }

  /** @internal */
  apply(operation: SetOperation): void {
    if (operation.op === "set.set") return this.#set(operation.value as readonly Item[]);
    const items = this.#edit();
    const item = operation.value as Item;
    const id = identity(item);
    if (items.has(id) === (operation.op === "set.add")) throw malformed("item");
    if (operation.op === "set.add") {
      items.set(id, item);
      this.tell({ kind: "add", item });
    } else {
      items.delete(id);
      this.tell({ kind: "remove", item });
    }
  }

  /** @internal */
  override rollback(): void {
    this.#edited = undefined;
    super.rollback();
  }

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

  #edit(): Map<unknown, Item> {
    this.stage(this.staged);
    this.#edited ??= new Map(this.#items ?? byIdentity(this.value));
    return this.#edited;
  }
}

function byIdentity<Item extends Value>(items: Iterable<Item>): Map<unknown, Item> {
  return new Map(Array.from(items, (item) => [identity(item), item]));
}
