import { FloatTopic } from "../kinds/float/float-topic.js";
import { IntTopic } from "../kinds/int/int-topic.js";
import type { Value } from "../values/value.js";
import type { FieldAttribute, FieldStatus } from "./field-status.js";

export type ValueElement = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/**
 * Keeps a field together with an attribute that changes as a whole: when a person has chosen or entered something, not with each key. While
 * something is being entered, what others do waits until it is entered or left.
 */
export class ValueField {
  readonly #element: ValueElement;
  readonly #attribute: FieldAttribute;
  readonly #status: FieldStatus;
  /** Whether something is being entered. */
  #isDirty = false;

  constructor(element: ValueElement, attribute: FieldAttribute, status: FieldStatus, signal: AbortSignal) {
    this.#element = element;
    this.#attribute = attribute;
    this.#status = status;
    if (attribute instanceof FloatTopic && element.type === "number") (element as HTMLInputElement).step ||= "any";
    const on = (name: string, heard: () => void) => element.addEventListener(name, heard, { signal });
    on("input", () => {
      this.#isDirty = true;
    });
    on("change", () => this.#commit());
    on("blur", () => this.#leave());
    attribute.subscribe(() => this.#show());
    // An option that comes later may be the one to be chosen.
    const options = new MutationObserver(() => this.#show());
    options.observe(element, { childList: true });
    signal.addEventListener("abort", () => options.disconnect());
  }

  #show(): void {
    if (this.#isDirty) return;
    const element = this.#element as HTMLInputElement;
    const { value } = this.#attribute;
    const text = typeof value === "object" ? "" : String(value);
    if (element.type === "checkbox") element.checked = value === true;
    else if (element.type === "radio") element.checked = element.value === text;
    // Setting what is there already would still move the cursor.
    else if (element.value !== text) element.value = text;
  }

  #commit(): void {
    const entered = this.#entered();
    // What is not complete is left to whoever is entering it.
    if (entered === undefined && this.#element.matches(":focus")) return;
    try {
      if (entered !== undefined) this.#status.write(() => this.#write(entered));
    } finally {
      this.#leave();
    }
  }

  #leave(): void {
    this.#isDirty = false;
    this.#show();
  }

  /** What is entered, as the attribute takes it; `undefined`: it is not complete. */
  #entered(): Value | undefined {
    const { type, value, validity } = this.#element;
    if (type === "checkbox") return (this.#element as HTMLInputElement).checked;
    if (validity.badInput) return undefined;
    const now = this.#attribute.value;
    if (typeof now === "boolean") return value === "true";
    const isNumber = typeof now === "number" || (now === null && /^(number|range)$/.test(type));
    if (!isNumber) return value;
    return value.trim() === "" || Number.isNaN(Number(value)) ? undefined : Number(value);
  }

  #write(entered: Value): void {
    const attribute = this.#attribute;
    if (attribute instanceof IntTopic && !Number.isSafeInteger(entered)) {
      throw new RangeError(this.#element.validationMessage || "a whole number is wanted");
    }
    attribute.set(entered as never);
  }
}
