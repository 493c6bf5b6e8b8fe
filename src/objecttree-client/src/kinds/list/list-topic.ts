import { malformed } from "../../codec/protocol-error.js";
import { identity } from "../../values/identity.js";
import type { Value } from "../../values/value.js";
import type { ListOperation } from "./list-operation.js";
import { ObservableList } from "./observable-list.js";

/** A topic that holds an ordered list. A new list as a whole is told as the items that came, went and moved. */
export class ListTopic<Item extends Value = Value> extends ObservableList<Item> {
  /** @internal */
  apply(operation: ListOperation): void {
    switch (operation.op) {
      case "list.set":
        return this.setItems(operation.value as readonly Item[], identity);
      case "list.insert":
        return this.insertItems(operation.index, [operation.value as Item]);
      case "list.insertRange":
        return this.insertItems(operation.index, operation.values as readonly Item[]);
      case "list.removeRange":
        return this.removeItems(operation.index, operation.count);
      case "list.replace":
        return this.#replace(operation.index, operation.value as Item);
      case "list.move":
        return this.moveItem(operation.from, operation.to);
      case "list.patch":
        // An empty one touches it as well.
        this.edit();
        for (const step of operation.steps) this.apply(step);
    }
  }

  #replace(index: number, item: Item): void {
    const staged = this.edit();
    if (index >= staged.length) malformed();
    const oldItem = staged[index] as Item;
    staged[index] = item;
    this.tell({ kind: "replace", index, item, oldItem });
  }
}
