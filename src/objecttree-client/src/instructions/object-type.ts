import { malformed } from "../codec/protocol-error.js";
import type { Kind } from "../kinds/kind.js";
import { kinds, tagsKind } from "../kinds/kinds.js";
import type { AttributeDeclaration, TypeDeclaration } from "./type-declaration.js";

/** A type of objects that was announced, ready for use. */
export class ObjectType {
  /** The kinds of its attributes by their number; 0 is the tags. */
  readonly kinds: readonly Kind[];
  readonly #numbers: ReadonlyMap<string, number>;

  constructor(readonly declaration: TypeDeclaration) {
    this.kinds = [tagsKind, ...declaration.attributes.map(kindOf)];
    this.#numbers = new Map(declaration.attributes.map((attribute, index) => [attribute.name, index + 1]));
  }

  /** The number of the attribute of this name. */
  numberOf(name: string): number | undefined {
    return this.#numbers.get(name);
  }

  /** The kind of an attribute that an operation names. */
  kindOf(attribute: number): Kind {
    const kind = this.kinds[attribute];
    if (kind === undefined) throw malformed("attribute");
    return kind;
  }

  /** Whether it was announced with exactly this content. */
  isSameAs(declaration: TypeDeclaration): boolean {
    return contentOf(this.declaration) === contentOf(declaration);
  }
}

const byName: ReadonlyMap<string, Kind> = new Map(Array.from(kinds.values(), (kind) => [kind.name, kind]));

function kindOf(attribute: AttributeDeclaration): Kind {
  const kind = byName.get(attribute.kind);
  if (kind === undefined) throw malformed("kind");
  return kind;
}

function contentOf({ type, frontend, attributes, methods }: TypeDeclaration): string {
  return JSON.stringify([type, frontend, attributes.map(({ name, kind, flags }) => [name, kind, flags]), methods]);
}
