import type { Views } from "../dom/mount/views.js";
import { button } from "./button.js";
import { div } from "./div.js";
import { input } from "./input.js";
import { list } from "./list.js";
import { text } from "./text.js";

/** The views of the elements of ObjectTree.Web, for `mount`; a page adds its own: `{ ...elements, note: … }`. */
export const elements: Views = {
  "web.div": div,
  "web.text": text,
  "web.button": button,
  "web.input": input,
  "web.list": list,
};
