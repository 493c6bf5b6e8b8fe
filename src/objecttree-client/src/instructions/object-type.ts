import type { Kind } from "../kinds/kind.js";
import { kindNamed, tagsKind } from "../kinds/kinds.js";
import type { TypeDeclaration } from "./type-declaration.js";

/** A type of objects that was announced, ready for use. */
export class ObjectType {
  /** The kinds of its attributes by their number; 0 is the tags. */
  readonly kinds: readonly Kind[];
  readonly #numbers: ReadonlyMap<string, number>;

  constructor(readonly declaration: TypeDeclaration) {
    this.kinds = [tagsKind, ...declaration.attributes.map(({ kind }) => kindNamed(kind))];
    this.#numbers = new Map(declaration.attributes.map((attribute, index) => [attribute.name, index + 1]));
  }

  /** The number of the attribute of this name. */
  numberOf(name: string): number | undefined {
    return this.#numbers.get(name);
  }
}
