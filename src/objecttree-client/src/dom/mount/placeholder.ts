import { element } from "../element.js";
import type { ViewParts } from "./views.js";

/** What stands for an object that has no view: it says why, and holds the views of its children. */
export function placeholder(text: string): ViewParts {
  const slot = element("div");
  const children = [element("small", { text }), slot];
  const node = element("div", {
    classes: ["ot-placeholder"],
    style: { border: "1px dashed", padding: "4px" },
    children,
  });
  return { node, slot };
}
