import type { TreeObject } from "../replica/tree-object.js";

/** What every element of ObjectTree.Web has: its style, classes and attributes. */
export function look(object: TreeObject) {
  return { style: object.dict("style"), classes: object.set("classes"), attributes: object.dict("attributes") };
}
