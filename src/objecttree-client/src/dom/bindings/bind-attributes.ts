import { attributeText, isSafeAttribute } from "../rules/attribute-rule.js";
import { refuse } from "../rules/refuse.js";
import { type Entries, followEntries, type Source } from "../source.js";

export function bindAttributes(element: HTMLElement, source: Source<Entries>): void {
  const remove = (name: string) => element.removeAttribute(name);
  followEntries(
    source,
    (name, value) => {
      const text = attributeText(value);
      if (text !== undefined && isSafeAttribute(element.localName, name, text)) {
        element.setAttribute(name, text);
        return;
      }
      remove(name);
      if (value !== null && value !== false) refuse(`attribute ${name} of ${element.localName}`);
    },
    remove,
  );
}
