import { each } from "../dom/each.js";
import { element } from "../dom/element.js";
import type { ViewFactory } from "../dom/mount/views.js";
import { look } from "./look.js";

/** `web.list`: shows each of `items`. */
export const list: ViewFactory = (object) => {
  const items = each(object.list("items"), (item) => element("li", { text: item as string }));
  const node = element("ul", { ...look(object), children: items });
  node.classList.add("ot-list");
  return node;
};
