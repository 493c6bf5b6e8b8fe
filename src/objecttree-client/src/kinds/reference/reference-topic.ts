import type { TreeObject } from "../../replica/tree-object.js";
import { type SingleChange, SingleTopic } from "../single-topic.js";
import type { ReferenceOperation } from "./reference-operation.js";

/** A change of a reference: the ids of what it named and names. */
export type ReferenceChange = SingleChange<number | null>;

/**
 * A topic that names an object of the tree, or none. `value` is the object that is there now: `null` when the object is
 * gone, and the object again when it comes back. Listeners are told when another object is named, not when the one that
 * is named goes or comes: that is what `tree.on("destroy", …)` and `tree.on("create", …)` tell.
 */
export class ReferenceTopic<Target = TreeObject> extends SingleTopic<number | null, Target | null> {
  /** The id of the object that is named, whether it is there or not; `null`: none is. */
  get id(): number | null {
    return this.held;
  }

  /** @internal */
  apply({ value }: ReferenceOperation): void {
    this.become(value);
  }

  /** @internal */
  protected override show(id: number | null): Target | null {
    return ((id !== null && this.owner?.surroundings.at(id)) || null) as Target | null;
  }
}
