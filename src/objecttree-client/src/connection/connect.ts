import type { Contracted, TypedTree } from "./contracted.js";
import { resolveUrl } from "./resolve-url.js";
import { Tree } from "./tree.js";
import type { TreeOptions } from "./tree-options.js";

/**
 * Connects to a tree of a server. Returns at once; `tree.ready` tells when the state is there, and the connection is
 * made again whenever it is lost.
 * @param url where the server's trees are: relative to the page, or absolute with http, https, ws or wss.
 * @throws TypeError when `url` is no such address (outside of a page it has to be absolute).
 */
export function connect<Types>(
  url: string | URL,
  options: TreeOptions & { readonly contract: Contracted<Types> },
): TypedTree<Types>;
export function connect(url: string | URL, options?: TreeOptions): Tree;
export function connect(url: string | URL, options: TreeOptions = {}): Tree {
  return new Tree(resolveUrl(url), options);
}
