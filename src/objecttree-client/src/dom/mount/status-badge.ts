import type { Tree } from "../../connection/tree.js";
import { element } from "../element.js";

// Set through the object model, which a `style-src` without 'unsafe-inline' allows.
const style =
  "position:fixed;right:12px;bottom:12px;z-index:99;padding:6px 12px;background:#222;color:#fff;" +
  "font:14px system-ui";

/** Tells in a corner that the connection is lost or refused, for as long as it is. Returns how to take it away. */
export function showStatus(tree: Tree): () => void {
  const badge = element("div", { classes: ["ot-status"], attributes: { role: "status" } });
  badge.style.cssText = style;
  const update = () => {
    badge.replaceChildren();
    if (tree.state === "reconnecting") badge.append("Connection lost, trying again…");
    if (tree.state === "stopped") badge.append(`Disconnected: ${tree.error?.code} `, retryButton(tree));
    badge.style.display = badge.hasChildNodes() ? "" : "none";
  };
  const unsubscribe = tree.on("state", update);
  update();
  document.body.append(badge);
  return () => {
    unsubscribe();
    badge.remove();
  };
}

function retryButton(tree: Tree): HTMLElement {
  return element("button", { attributes: { type: "button" }, text: "Try again", on: { click: () => tree.retry() } });
}
