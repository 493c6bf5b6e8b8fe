/** Keeps a form field and an attribute together, both ways. Made by `field` of `objecttree-client/fields`. */
export abstract class FieldBinding {
  /** Tells it from what only looks like it; nothing has it when the page runs. */
  declare protected readonly isField: true;

  /** @internal Takes over an element that has its attributes and children, until the view that is being built ends. */
  abstract attach(element: HTMLElement): void;
}
