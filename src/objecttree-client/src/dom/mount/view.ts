import { SubscriptionScope } from "../../listening/scope.js";
import type { TreeObject } from "../../replica/tree-object.js";
import { NodeRow } from "../node-row.js";

/** The view of one object, with those of its children as far as it shows them. */
export class View {
  /** Whose row the view stands in. */
  owner: View | undefined;
  readonly row: NodeRow<View> | undefined;

  constructor(
    readonly object: TreeObject,
    readonly node: ChildNode,
    slot: Node | undefined,
    readonly scope: SubscriptionScope,
  ) {
    this.row = slot && new NodeRow(slot);
  }

  /** What stands for a root that has no view: its children are shown in `container` itself. */
  static transparent(object: TreeObject, container: Node): View {
    const marker = document.createComment("objecttree");
    return new View(object, marker, container, new SubscriptionScope());
  }
}
