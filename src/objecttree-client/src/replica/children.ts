import { ObservableList } from "../kinds/list/observable-list.js";
import type { TreeObject } from "./tree-object.js";

/** The children of an object, in order. */
export class Children extends ObservableList<TreeObject> {
  /** @internal The children with what a frame that is not committed yet did to them. */
  get current(): readonly TreeObject[] {
    return this.staged;
  }
}
