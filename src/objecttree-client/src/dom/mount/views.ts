import type { Tree } from "../../connection/tree.js";
import type { TreeObject } from "../../replica/tree-object.js";

/** What a view factory gets beside its object. */
export interface ViewContext {
  readonly tree: Tree;
  /** Calls `end` when the view goes. */
  onDispose(end: () => void): void;
}

/** A view in parts. */
export interface ViewParts {
  /** What stands for the object in the page. */
  readonly node: ChildNode;
  /** Where the views of the object's children go; nowhere unless given or bound with `children`. */
  readonly slot?: Node;
  /** Called when the view goes. */
  readonly dispose?: () => void;
}

/**
 * Makes the view of one object, when all its attributes are there. It runs synchronously; what it subscribes to ends with
 * the view.
 */
export type ViewFactory = (object: TreeObject, context: ViewContext) => ChildNode | ViewParts;

/** View factories by the frontend types of a contract. */
export type TypedViews<Types> = {
  readonly [Type in keyof Types]?: (object: Types[Type], context: ViewContext) => ChildNode | ViewParts;
};

/** View factories by frontend type. */
export interface Views {
  readonly [frontendType: string]: ViewFactory;
}
