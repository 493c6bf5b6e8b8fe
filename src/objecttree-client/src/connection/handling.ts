import type { SessionExtension } from "./session-extension.js";
import type { Tree } from "./tree.js";

/** What lets a server call a page: `handlers` of `objecttree-client/handlers`. */
export interface Handling {
  /** @internal Makes what takes the calls, and hands on what is for the tree's writer. */
  create(tree: Tree): SessionExtension;
}
