import { Children } from "../../replica/children.js";
import { Each } from "../each.js";
import { ViewBuild } from "../mount/view-build.js";

/** What can be inside an element: nodes and texts, `dom.each(…)`, or the views of the children of the view's own object. */
export type ElementChildren = readonly (Node | string)[] | Each | Children;

export function bindChildren(element: HTMLElement, children: ElementChildren): void {
  if (children instanceof Children) ViewBuild.showChildren(children, element);
  else if (children instanceof Each) children.attach(element);
  else element.append(...(children as readonly (Node | string)[]));
}
