import { refuse } from "../rules/refuse.js";
import { isSafeStyle } from "../rules/style-rule.js";
import { type Entries, followEntries, type Source } from "../source.js";

export function bindStyle(element: HTMLElement, source: Source<Entries>): void {
  const remove = (name: string) => void element.style.removeProperty(name);
  followEntries(
    source,
    (name, value) => {
      remove(name);
      const text = typeof value === "number" ? String(value) : value;
      if (typeof text === "string" && isSafeStyle(name, text)) element.style.setProperty(name, text);
      else if (value !== null) refuse(`style ${name} of ${element.localName}`);
    },
    remove,
  );
}
