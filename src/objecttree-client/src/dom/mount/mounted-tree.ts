import type { Tree } from "../../connection/tree.js";
import type { TreeObject } from "../../replica/tree-object.js";
import { View } from "./view.js";
import { ViewBuilder } from "./view-builder.js";
import type { Views } from "./views.js";

/**
 * The views of a tree, kept like its objects. A view that loses its place in a frame waits for another until the frame's
 * end: so an object that moves keeps its node, and one that went, or that nothing shows any more, loses its view.
 */
export class MountedTree {
  readonly #container: Node;
  readonly #tree: Tree;
  readonly #builder: ViewBuilder;
  readonly #views = new Map<TreeObject, View>();
  readonly #withoutPlace = new Set<View>();
  readonly #endFrames: () => void;
  #root: View | undefined;

  constructor(container: Node, tree: Tree, views: Views) {
    this.#container = container;
    this.#tree = tree;
    this.#builder = new ViewBuilder(tree, views);
    this.#endFrames = tree.on("frame", () => this.#endFrame());
    this.#endFrame();
  }

  unmount(): void {
    this.#endFrames();
    this.#disposeRoot();
  }

  #endFrame(): void {
    for (const view of this.#withoutPlace) this.#dispose(view);
    this.#withoutPlace.clear();
    const root = this.#tree.objects.get(1);
    if (root === undefined || root === this.#root?.object) return;
    // A fresh snapshot. All of it happens in one task, so nobody sees an empty page in between.
    this.#disposeRoot();
    this.#root = this.#showRoot(root);
  }

  #showRoot(root: TreeObject): View {
    if (this.#builder.has(root.type)) {
      const view = this.#viewOf(root);
      this.#container.appendChild(view.node);
      return view;
    }
    const view = View.transparent(root, this.#container);
    this.#showChildren(view);
    return view;
  }

  #disposeRoot(): void {
    if (this.#root === undefined) return;
    const tops = this.#root.node.parentNode === null ? (this.#root.row?.items ?? []) : [this.#root];
    const nodes = tops.map((view) => view.node);
    this.#dispose(this.#root);
    for (const node of nodes) node.remove();
    this.#root = undefined;
  }

  #viewOf(object: TreeObject): View {
    const known = this.#views.get(object);
    if (known !== undefined) return known;
    const view = this.#builder.build(object);
    this.#views.set(object, view);
    this.#showChildren(view);
    return view;
  }

  #showChildren(view: View): void {
    const { row, object, scope } = view;
    if (row === undefined) return;
    scope.add(
      row.follow(
        object.children,
        (child) => this.#place(child, view),
        (child) => this.#takeOut(child, view),
      ),
    );
  }

  #place(object: TreeObject, parent: View): View {
    const view = this.#viewOf(object);
    view.owner = parent;
    this.#withoutPlace.delete(view);
    return view;
  }

  #takeOut(view: View, parent: View): void {
    if (view.owner !== parent) return;
    view.owner = undefined;
    this.#withoutPlace.add(view);
  }

  #dispose(view: View): void {
    for (const child of view.row?.items ?? []) if (child.owner === view) this.#dispose(child);
    this.#views.delete(view.object);
    view.scope.end();
  }
}
