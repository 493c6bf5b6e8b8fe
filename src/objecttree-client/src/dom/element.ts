import type { Value } from "../values/value.js";
import { bindAttributes } from "./bindings/bind-attributes.js";
import { bindChildren, type ElementChildren } from "./bindings/bind-children.js";
import { bindClasses } from "./bindings/bind-classes.js";
import { bindStyle } from "./bindings/bind-style.js";
import type { FieldBinding } from "./field-binding.js";
import { type Entries, follow, type Source } from "./source.js";

/** What an element shows and does. What is given as a topic follows the topic. */
export interface ElementBindings {
  /** Its text. Never markup. Not together with `children`. */
  readonly text?: Source<string> | Source<number> | Source<boolean>;
  /** Style properties by their CSS names, such as `font-size`. */
  readonly style?: Source<Entries>;
  /** Attributes; `true` is an empty one, `false` and `null` none. What could run code or lead astray is left out. */
  readonly attributes?: Source<Entries>;
  readonly classes?: Source<Iterable<Value>>;
  readonly children?: ElementChildren;
  /** What a form field holds, both ways: `field(…)` of `objecttree-client/fields`. */
  readonly value?: FieldBinding;
  /** Whether a checkbox or radio button is checked, both ways, as `value`. */
  readonly checked?: FieldBinding;
  /** Listeners by the names of their events, such as `click`. */
  readonly on?: { readonly [event: string]: (event: Event) => void };
}

const refusedTags = new Set("script style iframe frame object embed base link meta".split(" "));

/**
 * Makes an element that follows topics until the view that is being built ends. Data that it shows is never markup or
 * script; what it may not set is left out with a warning.
 * @throws TypeError when the tag could run or load code, or the bindings contradict each other.
 */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  bindings?: ElementBindings,
): HTMLElementTagNameMap[Tag];
export function element(tag: string, bindings?: ElementBindings): HTMLElement;
export function element(
  tag: string,
  { text, style, attributes, classes, children, value, checked, on = {} }: ElementBindings = {},
): HTMLElement {
  if (refusedTags.has(tag.toLowerCase())) throw new TypeError(`no <${tag}>`);
  const made = document.createElement(tag);
  if (text !== undefined && children) throw new TypeError("text or children");
  if (attributes) bindAttributes(made, attributes);
  if (style) bindStyle(made, style);
  if (classes) bindClasses(made, classes);
  if (text !== undefined)
    follow<unknown>(text, (value) => {
      // What is no text has none: a record cannot even be turned into one.
      made.textContent = typeof value === "object" ? "" : String(value);
    });
  if (children) bindChildren(made, children);
  value?.attach(made);
  checked?.attach(made);
  for (const [event, listener] of Object.entries(on)) addListener(made, event, listener);
  return made;
}

function addListener(element: HTMLElement, event: string, listener: (event: Event) => void): void {
  if (/^on/.test(event)) throw new TypeError(`no "on"`);
  element.addEventListener(event, listener);
}
