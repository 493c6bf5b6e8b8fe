import { element } from "../dom/element.js";
import type { ViewFactory } from "../dom/mount/views.js";
import { look } from "./look.js";
import { Problem } from "./problem.js";

/** `web.button`: calls `click`. It is busy, and can be clicked again, while the server has not answered. */
export const button: ViewFactory = (object, context) => {
  const problem = new Problem();
  let pending = 0;

  const click = async () => {
    pending++;
    node.setAttribute("aria-busy", "true");
    problem.clear();
    try {
      await object.call("click");
    } catch (error) {
      problem.show(error);
    }
    if (--pending === 0) node.removeAttribute("aria-busy");
  };

  const node = element("button", { ...look(object), text: object.string("label"), on: { click } });
  node.type = "button";
  node.classList.add("ot-button");
  object.bool("enabled").subscribe((enabled) => {
    node.disabled = !enabled;
  });
  context.onDispose(() => problem.clear());
  return element("span", { classes: ["ot-control"], children: [node, problem.node] });
};
