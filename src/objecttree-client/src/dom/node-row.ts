import type { ObservableList } from "../kinds/list/observable-list.js";
import type { Unsubscribe } from "../listening/scope.js";

/** Something that stands for one node. */
export interface RowItem {
  readonly node: ChildNode;
}

/** Items whose nodes stand in a parent in the order of the items. */
export class NodeRow<Item extends RowItem> {
  readonly #parent: Node & { moveBefore?: Node["insertBefore"] };
  readonly #items: Item[] = [];

  constructor(parent: Node) {
    this.#parent = parent;
  }

  get items(): readonly Item[] {
    return this.#items;
  }

  /**
   * Fills it with what stands for the items of a list, and keeps it like the list.
   * @param make gives what stands for an item that came.
   * @param gone is told what stood for an item that went.
   */
  follow<Listed>(list: ObservableList<Listed>, make: (item: Listed) => Item, gone: (item: Item) => void): Unsubscribe {
    list.value.forEach((item, index) => void this.insert(index, make(item)));
    return list.listen((change) => {
      if (change.kind === "move") return this.move(change.oldIndex, change.index);
      if (change.kind !== "insert") gone(this.remove(change.index));
      if (change.kind !== "remove") this.insert(change.index, make(change.item));
    });
  }

  insert(index: number, item: Item): void {
    this.#items.splice(index, 0, item);
    this.#place(index);
  }

  /** Takes an item out; its node only if it still is here, and was not moved to another row. */
  remove(index: number): Item {
    const [item] = this.#items.splice(index, 1) as [Item];
    if (item.node.parentNode === this.#parent) item.node.remove();
    return item;
  }

  /** Keeps the node. `to` counts after the item was taken out. */
  move(from: number, to: number): void {
    const [item] = this.#items.splice(from, 1) as [Item];
    this.#items.splice(to, 0, item);
    this.#place(to);
  }

  #place(index: number): void {
    let next = index + 1;
    // One that another row has already taken over is no neighbour.
    while (next < this.#items.length && this.#nodeAt(next).parentNode !== this.#parent) next++;
    const node = this.#nodeAt(index);
    const before = next < this.#items.length ? this.#nodeAt(next) : null;
    const parent = this.#parent;
    // What is on the page already keeps its focus where the browser can move it.
    if (parent.moveBefore && parent.isConnected && node.isConnected) parent.moveBefore(node, before);
    else parent.insertBefore(node, before);
  }

  #nodeAt(index: number): ChildNode {
    return (this.#items[index] as Item).node;
  }
}
