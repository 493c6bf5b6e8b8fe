import type { Children } from "../../replica/children.js";
import type { TreeObject } from "../../replica/tree-object.js";

/** The building of one view, which runs synchronously: what `dom.element` finds of the view that it is called for. */
export class ViewBuild {
  static #current: ViewBuild | undefined;
  readonly #object: TreeObject;
  #slot: Node | undefined;

  constructor(object: TreeObject) {
    this.#object = object;
  }

  /** Where the view that is being built shows the children of its object. */
  static showChildren(children: Children, slot: Node): void {
    const build = ViewBuild.#current;
    if (build === undefined || build.#object.children !== children || build.#slot !== undefined)
      throw new TypeError("a view shows its children once");
    build.#slot = slot;
  }

  /** Where the children go; `undefined` when they were not asked for. */
  get slot(): Node | undefined {
    return this.#slot;
  }

  run<T>(action: () => T): T {
    const outer = ViewBuild.#current;
    ViewBuild.#current = this;
    try {
      return action();
    } finally {
      ViewBuild.#current = outer;
    }
  }
}
