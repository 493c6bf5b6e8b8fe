import { malformed } from "../../codec/protocol-error.js";
import { isSame } from "../../values/identity.js";
import type { Value } from "../../values/value.js";
import { Topic } from "../topic.js";
import type { DictOperation } from "./dict-operation.js";

/** One change of a dict. `old` is undefined for a new key, `new` for a removed one. */
export interface DictChange<Item> {
  readonly kind: "put" | "remove";
  readonly key: string;
  readonly old?: Item | undefined;
  readonly new?: Item | undefined;
}

/** A topic that holds values by key. A new dict as a whole is told as the entries that came, changed and went. */
export class DictTopic<Item extends Value = Value> extends Topic<ReadonlyMap<string, Item>, DictChange<Item>> {
  /** @internal */
  apply(operation: DictOperation): void {
    switch (operation.op) {
      case "dict.set":
        return this.#set(operation.value as ReadonlyMap<string, Item>);
      case "dict.put":
        return this.#put(this.#edit(), operation.key, operation.value as Item);
      case "dict.remove":
        return this.#remove(this.#edit(), operation.key);
      case "dict.patch":
        return this.#patch(operation.removed, operation.put as ReadonlyMap<string, Item>);
    }
  }

  #patch(removed: readonly string[], put: ReadonlyMap<string, Item>): void {
    const staged = this.#edit();
    if (removed.some((key) => put.has(key))) malformed();
    for (const key of removed) this.#remove(staged, key);
    for (const [key, item] of put) this.#put(staged, key, item);
  }

  #set(entries: ReadonlyMap<string, Item>): void {
    const staged = this.#edit();
    for (const key of [...staged.keys()]) if (!entries.has(key)) this.#remove(staged, key);
    for (const [key, item] of entries) {
      const old = staged.get(key);
      if (old === undefined || !isSame(old, item)) this.#put(staged, key, item);
    }
  }

  #put(staged: Map<string, Item>, key: string, item: Item): void {
    const old = staged.get(key);
    staged.set(key, item);
    this.tell({ kind: "put", key, old, new: item });
  }

  #remove(staged: Map<string, Item>, key: string): void {
    const old = staged.get(key);
    if (old === undefined) malformed();
    staged.delete(key);
    this.tell({ kind: "remove", key, old });
  }

  /** The entries of the frame so far, ours to change in place: copied once a frame. */
  #edit(): Map<string, Item> {
    if (!this.isStaged) this.stage(new Map(this.value));
    return this.staged as Map<string, Item>;
  }
}
