import type { Tree } from "../../connection/tree.js";
import { SubscriptionScope } from "../../listening/scope.js";
import type { TreeObject } from "../../replica/tree-object.js";
import { warnOnce } from "../rules/refuse.js";
import { placeholder } from "./placeholder.js";
import { View } from "./view.js";
import { ViewBuild } from "./view-build.js";
import type { ViewFactory, ViewParts, Views } from "./views.js";

/** Makes single views with the factories of the page. */
export class ViewBuilder {
  readonly #tree: Tree;
  /** A map: a frontend type named like something that every object has is no factory. */
  readonly #factories: ReadonlyMap<string, ViewFactory>;

  constructor(tree: Tree, views: Views) {
    this.#tree = tree;
    this.#factories = new Map(Object.entries(views));
  }

  has(frontendType: string): boolean {
    return this.#factories.has(frontendType);
  }

  /** The view of an object, without those of its children. A factory that throws harms only its own view. */
  build(object: TreeObject): View {
    const scope = new SubscriptionScope();
    try {
      const { node, slot, dispose } = this.#parts(object, scope);
      if (dispose !== undefined) scope.add(dispose);
      return new View(object, node, slot, scope);
    } catch (error) {
      console.error(error);
      scope.end();
      const { node, slot } = placeholder(`The view of “${object.type}” failed`);
      return new View(object, node, slot, new SubscriptionScope());
    }
  }

  #parts(object: TreeObject, scope: SubscriptionScope): ViewParts {
    const factory = this.#factories.get(object.type);
    if (factory === undefined) return unknownType(object.type);
    const build = new ViewBuild(object);
    const context = { tree: this.#tree, onDispose: (end: () => void) => scope.add(end) };
    const made = scope.run(() => build.run(() => factory(object, context)));
    const parts = "nodeType" in made ? { node: made } : made;
    if (parts.node.nodeType === Node.DOCUMENT_FRAGMENT_NODE) throw new TypeError("a view is one node");
    const slot = parts.slot ?? build.slot;
    return slot === undefined ? parts : { ...parts, slot };
  }
}

function unknownType(type: string): ViewParts {
  const text = `No view for “${type}”`;
  warnOnce(text);
  return placeholder(text);
}
