import { malformed } from "../../codec/protocol-error.js";
import { Topic } from "../topic.js";
import type { ListChange } from "./list-change.js";
import { listDifference } from "./list-difference.js";

/** An ordered list that can be observed: a list topic, or the children of an object. */
export abstract class ObservableList<Item> extends Topic<readonly Item[], ListChange<Item>> implements Iterable<Item> {
  /** How many items there are. */
  get length(): number {
    return this.value.length;
  }

  [Symbol.iterator](): Iterator<Item> {
    return this.value[Symbol.iterator]();
  }

  /** @internal Another list as a whole, told as the items that came, went and moved. Items are the same whose identity is. */
  setItems(items: readonly Item[], identity: (item: Item) => unknown): void {
    if (this.isListenedTo) for (const change of listDifference(this.staged, items, identity)) this.tell(change);
    this.stage(items.slice());
  }

  /** @internal */
  insertItems(index: number, items: readonly Item[]): void {
    const staged = this.edit();
    if (index > staged.length) malformed();
    // No call takes as many arguments as a list may get items.
    if (items.length < 1_000) staged.splice(index, 0, ...items);
    else this.stage([...staged.slice(0, index), ...items, ...staged.slice(index)]);
    if (this.isListenedTo)
      items.forEach((item, offset) => void this.tell({ kind: "insert", index: index + offset, item }));
  }

  /** @internal */
  removeItems(index: number, count: number): void {
    const staged = this.edit();
    if (index + count > staged.length) malformed();
    for (const oldItem of staged.splice(index, count)) this.tell({ kind: "remove", index, oldItem });
  }

  /** @internal */
  moveItem(from: number, to: number): void {
    const staged = this.edit();
    if (from >= staged.length || to >= staged.length) malformed();
    const item = staged.splice(from, 1)[0] as Item;
    staged.splice(to, 0, item);
    this.tell({ kind: "move", index: to, oldIndex: from, item });
  }

  /** @internal The items of the frame so far, ours to change in place: copied once a frame, when it first touches them. */
  protected edit(): Item[] {
    if (!this.isStaged) this.stage(this.value.slice());
    return this.staged as Item[];
  }
}
