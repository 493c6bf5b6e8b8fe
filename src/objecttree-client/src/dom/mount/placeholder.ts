import type { ViewParts } from "./views.js";

/** What stands for an object that has no view: it says why, and holds the views of its children. */
export function placeholder(text: string): ViewParts {
  const node = document.createElement("div");
  node.className = "ot-placeholder";
  node.style.setProperty("border", "1px dashed currentColor");
  node.style.setProperty("padding", "0.25em 0.5em");
  const note = document.createElement("small");
  note.textContent = text;
  const slot = document.createElement("div");
  node.append(note, slot);
  return { node, slot };
}
