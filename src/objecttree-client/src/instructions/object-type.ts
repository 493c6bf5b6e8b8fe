import type { Kind } from "../kinds/kind.js";
import { kindNamed, tagsKind } from "../kinds/kinds.js";
import type { AttributeDeclaration, TypeDeclaration } from "./type-declaration.js";

/** A type of objects that was announced, ready for use. */
export class ObjectType {
  /** The kinds of its attributes by their number; 0 is the tags. */
  readonly kinds: readonly Kind[];
  /** All of them but the tags, with their numbers. */
  readonly declarations: readonly (readonly [number: number, declaration: AttributeDeclaration])[];

  constructor(readonly declaration: TypeDeclaration) {
    this.kinds = [tagsKind, ...declaration.attributes.map(({ kind }) => kindNamed(kind))];
    this.declarations = declaration.attributes.map((attribute, index) => [index + 1, attribute]);
  }
}
