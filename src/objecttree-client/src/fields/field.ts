import { FieldBinding } from "../dom/field-binding.js";
import { BoolTopic } from "../kinds/bool/bool-topic.js";
import type { KindName } from "../kinds/kind.js";
import { StringTopic } from "../kinds/string/string-topic.js";
import { ValueTopic } from "../kinds/value/value-topic.js";
import { SubscriptionScope } from "../listening/scope.js";
import type { TreeObject } from "../replica/tree-object.js";
import { expectOpen } from "../writing/expect-open.js";
import { writerOf } from "../writing/topics.js";
import { type FieldAttribute, type FieldOptions, FieldStatus } from "./field-status.js";
import type { TextElement } from "./hidden-breaks.js";
import { TextField } from "./text-field.js";
import { type ValueElement, ValueField } from "./value-field.js";

class AttributeField extends FieldBinding {
  readonly #attribute: FieldAttribute;
  readonly #kind: KindName;
  readonly #options: FieldOptions;

  constructor(attribute: FieldAttribute, kind: KindName, options: FieldOptions) {
    super();
    this.#attribute = attribute;
    this.#kind = kind;
    this.#options = options;
  }

  attach(element: HTMLElement): void {
    const attribute = this.#attribute;
    const { type, localName } = element as ValueElement;
    if (!canHold(element, attribute)) throw new TypeError(`<${localName}> of type ${type} cannot hold a ${this.#kind}`);
    const end = new AbortController();
    SubscriptionScope.note(() => end.abort());
    const status = new FieldStatus(element, attribute, this.#options);
    if (attribute instanceof StringTopic && /^(text|search|tel|password|textarea)$/.test(type))
      new TextField(element as TextElement, attribute, status, end.signal);
    else new ValueField(element as ValueElement, attribute, status, end.signal);
  }
}

/**
 * Keeps a form field and an attribute together, both ways, until the view that is being built ends: it is what `dom.element` takes as
 * `value`, or as `checked` of a checkbox or radio button. A line or area of text sends and takes a string edit by edit, and undoes only
 * what was typed in it; all other fields send what was chosen or entered. What the server refuses is taken back in the field.
 *
 * A checkbox holds a bool; a radio button is checked while the attribute is its `value`; numbers are sent when they are complete.
 * @throws ObjectTreeError `FORBIDDEN` when the server does not open the attribute to clients.
 * @throws TypeError when the page does not connect with `writing`. When the element cannot hold the attribute, `dom.element` throws it.
 */
export function field(attribute: FieldAttribute, options: FieldOptions = {}): FieldBinding {
  const owner = attribute.owner as TreeObject;
  writerOf(attribute);
  const number = owner.topics.indexOf(attribute as never);
  expectOpen(owner, number);
  return new AttributeField(attribute, owner.kindOf(number).name, options);
}

function canHold(element: HTMLElement, attribute: FieldAttribute): boolean {
  const { localName, type } = element as ValueElement;
  if (!/^(input|textarea|select)$/.test(localName)) return false;
  if (/^(hidden|file|submit|reset|button|image|select-multiple)$/.test(type)) return false;
  const isBool = attribute instanceof BoolTopic;
  if (type === "checkbox") return isBool || attribute instanceof ValueTopic;
  return !isBool || /^(radio|select-one)$/.test(type);
}
