import { element } from "../dom/element.js";
import type { ViewFactory } from "../dom/mount/views.js";
import { look } from "./look.js";

/** `web.div`: holds its children. */
export const div: ViewFactory = (object) => element("div", { ...look(object), children: object.children });
