import type { Value } from "../../values/value.js";
import { isSafeSourceSet, isSafeUrl } from "./url-rule.js";

/** Attributes that hold nothing but text for people, numbers, names or switches. */
const plain = new Set(
  (
    "abbr accept accesskey align alt autocapitalize autocomplete autofocus autoplay checked cols colspan controls coords " +
    "datetime decoding dir disabled download draggable enctype enterkeyhint for headers height hidden high hreflang id inert " +
    "inputmode kind label lang list loading loop low max maxlength media method min minlength multiple muted name novalidate " +
    "open optimum pattern placeholder playsinline popover preload readonly rel required reversed role rows rowspan scope " +
    "selected shape size sizes span spellcheck srclang start step tabindex target title translate type value width wrap " +
    "viewbox d x y x1 y1 x2 y2 cx cy r rx ry points transform fill stroke stroke-width"
  ).split(" "),
);

const links = new Set(["href", "xlink:href", "action", "formaction", "cite"]);
const resources = new Set(["src", "poster"]);
const sourceSets = new Set(["srcset", "imagesrcset"]);

/**
 * Whether data may set this attribute to this value. What is not known to be harmless is refused, and with it all that runs or
 * holds code (`on…`, `srcdoc`), that has a binding of its own (`style`, `class`), or that changes what an element is (`is`).
 */
export function isSafeAttribute(tag: string, name: string, value: string): boolean {
  const attribute = name.toLowerCase();
  if (plain.has(attribute) || /^(data|aria)-[a-z0-9_.-]+$/.test(attribute)) return true;
  if (links.has(attribute)) return isSafeUrl(value, "link");
  if (resources.has(attribute)) return isSafeUrl(value, tag === "img" ? "image" : "resource");
  return sourceSets.has(attribute) && isSafeSourceSet(value);
}

/** What an attribute is set to; `undefined`: it is not there. Lists and maps are nothing for an attribute. */
export function attributeText(value: Value): string | undefined {
  if (value === true) return "";
  if (typeof value === "number") return String(value);
  return typeof value === "string" ? value : undefined;
}
