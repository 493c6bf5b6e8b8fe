import type { ObservableList } from "../kinds/list/observable-list.js";
import { SubscriptionScope } from "../listening/scope.js";
import { NodeRow, type RowItem } from "./node-row.js";

interface BuiltItem extends RowItem {
  readonly scope: SubscriptionScope;
}

/** The items of a list as nodes. Made by `dom.each`. */
export class Each {
  readonly #list: ObservableList<unknown>;
  readonly #build: (item: unknown) => ChildNode;

  /** @internal */
  constructor(list: ObservableList<unknown>, build: (item: unknown) => ChildNode) {
    this.#list = list;
    this.#build = build;
  }

  /** @internal Fills an element, and keeps it like the list until the view that is being built ends. */
  attach(parent: Node): void {
    const row = new NodeRow<BuiltItem>(parent);
    row.follow(
      this.#list,
      (item) => this.#built(item),
      ({ scope }) => scope.end(),
    );
    SubscriptionScope.note(() => {
      for (const { scope } of row.items) scope.end();
    });
  }

  #built(item: unknown): BuiltItem {
    const scope = new SubscriptionScope();
    try {
      return { node: scope.run(() => this.#build(item)), scope };
    } catch (error) {
      console.error(error);
      // Its place stays taken, so that the items after it keep theirs.
      return { node: document.createComment("failed"), scope };
    }
  }
}

/**
 * The items of a list as children of an element: `build` makes one node for each. An item that stays keeps its node, one
 * that moves takes its node along. What `build` subscribes to ends with the item.
 */
export function each<Item>(list: ObservableList<Item>, build: (item: Item) => ChildNode): Each {
  return new Each(list as ObservableList<unknown>, build as (item: unknown) => ChildNode);
}
