import type { Tree } from "../../connection/tree.js";

const look: { readonly [property: string]: string } = {
  position: "fixed",
  right: "12px",
  bottom: "12px",
  "z-index": "2147483647",
  padding: "6px 12px",
  "border-radius": "6px",
  background: "#1f2933",
  color: "#fff",
  font: "14px/1.4 system-ui, sans-serif",
  "box-shadow": "0 1px 4px rgb(0 0 0 / 40%)",
};

/** Tells in a corner that the connection is lost or refused, for as long as it is. Returns how to take it away. */
export function showStatus(tree: Tree): () => void {
  const badge = document.createElement("div");
  badge.className = "ot-status";
  badge.setAttribute("role", "status");
  // Through the object model, which a `style-src` without 'unsafe-inline' allows.
  for (const [property, value] of Object.entries(look)) badge.style.setProperty(property, value);

  const update = () => {
    badge.replaceChildren();
    if (tree.state === "reconnecting") badge.append("Connection lost, trying again…");
    if (tree.state === "stopped") badge.append(`Disconnected: ${tree.error?.code ?? ""} `, retryButton(tree));
    badge.style.setProperty("display", badge.hasChildNodes() ? "block" : "none");
  };
  const unsubscribe = tree.on("state", update);
  update();
  document.body.append(badge);
  return () => {
    unsubscribe();
    badge.remove();
  };
}

function retryButton(tree: Tree): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Try again";
  button.addEventListener("click", () => tree.retry());
  return button;
}
