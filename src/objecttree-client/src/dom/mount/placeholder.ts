import { element } from "../element.js";
import type { ViewParts } from "./views.js";

/** What stands for an object that has no view: it says why, and holds the views of its children. */
export function placeholder(text: string): ViewParts {
  const slot = element("div");
  const children = [element("small", { text }), slot];
  return { node: element("div", { classes: ["ot-placeholder"], children }), slot };
}
