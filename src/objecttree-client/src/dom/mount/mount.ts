import type { TypedTree } from "../../connection/contracted.js";
import type { Tree } from "../../connection/tree.js";
import { MountedTree } from "./mounted-tree.js";
import { showStatus } from "./status-badge.js";
import type { TypedViews, Views } from "./views.js";

/** How `mount` shows a tree. */
export interface MountOptions {
  /** Whether a badge tells when the connection is lost or refused; true unless given. */
  readonly status?: boolean;
}

/**
 * Shows a tree in `container`: each object by the view that is registered for its frontend type, parents before children,
 * kept like the tree from then on. A root without a view has its children shown in the container itself; any other object
 * without one is shown as a placeholder that names its type.
 * @returns takes the views away again.
 */
export function mount<Types>(
  container: Element,
  tree: TypedTree<Types>,
  views: TypedViews<Types>,
  options?: MountOptions,
): () => void;
export function mount(container: Element, tree: Tree, views: Views, options?: MountOptions): () => void;
export function mount(container: Element, any: unknown, views: object, options: MountOptions = {}): () => void {
  const tree = any as Tree;
  const mounted = new MountedTree(container, tree, views as Views);
  const hideStatus = options.status === false ? undefined : showStatus(tree);
  return () => {
    mounted.unmount();
    hideStatus?.();
  };
}
