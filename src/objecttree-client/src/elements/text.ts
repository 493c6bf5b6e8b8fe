import { element } from "../dom/element.js";
import type { ViewFactory } from "../dom/mount/views.js";
import { look } from "./look.js";

/** `web.text`: shows `content`. */
export const text: ViewFactory = (object) => {
  const node = element("div", { ...look(object), text: object.string("content") });
  node.classList.add("ot-text");
  return node;
};
