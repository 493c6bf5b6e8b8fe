import type { Value } from "../../values/value.js";
import { isSafeSourceSet, isSafeUrl } from "./url-rule.js";

/** Attributes that hold nothing but text for people, numbers, names or switches. */
const plain = new Set(
  (
    "accept alt autocomplete autofocus autoplay checked cols colspan controls " +
    "datetime dir disabled download draggable for height hidden high id " +
    "inputmode label lang list loading loop low max maxlength min minlength multiple muted name novalidate " +
    "open optimum pattern placeholder readonly rel required reversed role rows rowspan scope " +
    "selected size sizes span spellcheck start step tabindex target title translate type value width wrap"
  ).split(" "),
);

const links = new Set(["href", "action", "formaction"]);
const resources = new Set(["src", "poster"]);

/**
 * Whether data may set this attribute to this value. What is not known to be harmless is refused, and with it all that runs or
 * holds code (`on…`, `srcdoc`), that has a binding of its own (`style`, `class`), or that changes what an element is (`is`).
 */
export function isSafeAttribute(tag: string, name: string, value: string): boolean {
  const attribute = name.toLowerCase();
  if (plain.has(attribute) || /^(data|aria)-[a-z0-9_.-]+$/.test(attribute)) return true;
  if (links.has(attribute)) return isSafeUrl(value, "link");
  if (resources.has(attribute)) return isSafeUrl(value, tag === "img" ? "image" : "resource");
  return attribute === "srcset" && isSafeSourceSet(value);
}

/** What an attribute is set to; `undefined`: it is not there. Lists and maps are nothing for an attribute. */
export function attributeText(value: Value): string | undefined {
  if (value === true) return "";
  if (typeof value === "number") return String(value);
  return typeof value === "string" ? value : undefined;
}
