import type { BoolTopic } from "../kinds/bool/bool-topic.js";
import type { FloatTopic } from "../kinds/float/float-topic.js";
import type { IntTopic } from "../kinds/int/int-topic.js";
import type { StringTopic } from "../kinds/string/string-topic.js";
import type { ValueTopic } from "../kinds/value/value-topic.js";
import type { TreeObject } from "../replica/tree-object.js";

/** What a form field can hold. */
export type FieldAttribute = StringTopic | IntTopic | FloatTopic | BoolTopic | ValueTopic;

/** What a field does beside holding its attribute. */
export interface FieldOptions {
  /** Told why a change that was made in the field was refused, and `undefined` when a later one was made. */
  readonly refused?: (reason: Error | undefined) => void;
}

/**
 * How the changes of a field's attribute stand with the server, as its element says it: `data-pending` while one is not settled,
 * `aria-invalid` from when one was refused until the next was made.
 */
export class FieldStatus {
  readonly #element: HTMLElement;
  readonly #attribute: FieldAttribute;
  readonly #refused: FieldOptions["refused"];
  #reason: Error | undefined;
  #wasPending = false;

  constructor(element: HTMLElement, attribute: FieldAttribute, { refused }: FieldOptions) {
    this.#element = element;
    this.#attribute = attribute;
    this.#refused = refused;
    // What settles a change need not change what the attribute holds.
    (attribute.owner as TreeObject).surroundings.events.frame.add(() => this.#update());
  }

  /** Makes a change; what cannot even be proposed is refused as well. */
  write(change: () => void): void {
    try {
      change();
    } catch (error) {
      this.#tell(error as Error);
    }
  }

  #update(): void {
    const { isPending, failure } = this.#attribute;
    if (failure !== undefined || (this.#wasPending && !isPending)) this.#tell(failure);
    this.#wasPending = isPending;
    this.#element.toggleAttribute("data-pending", isPending);
  }

  #tell(reason: Error | undefined): void {
    if (reason === this.#reason) return;
    this.#reason = reason;
    if (reason === undefined) this.#element.removeAttribute("aria-invalid");
    else this.#element.setAttribute("aria-invalid", "true");
    this.#refused?.(reason);
  }
}
