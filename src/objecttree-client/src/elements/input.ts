import { element } from "../dom/element.js";
import type { ViewFactory } from "../dom/mount/views.js";
import { look } from "./look.js";
import { Problem } from "./problem.js";
import { TextField } from "./text-field.js";

/** `web.input`: a labelled line of text, which calls `commit`. `style` and `classes` are the whole's, `attributes` the field's. */
export const input: ViewFactory = (object, context) => {
  const { attributes, ...outer } = look(object);
  const problem = new Problem();
  const field = element("input", { attributes });
  field.classList.add("ot-field");
  new TextField(field, object, problem);

  const label = element("span", { text: object.string("label"), classes: ["ot-label"] });
  object.string("label").subscribe((text) => {
    label.hidden = text === "";
  });
  object.string("placeholder").subscribe((text) => {
    field.placeholder = text;
  });
  object.bool("enabled").subscribe((enabled) => {
    field.disabled = !enabled;
  });
  context.onDispose(() => problem.clear());

  const labelled = element("label", { children: [label, field] });
  const node = element("div", { ...outer, children: [labelled, problem.node] });
  node.classList.add("ot-input");
  return node;
};
