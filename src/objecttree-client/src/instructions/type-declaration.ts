import type { KindName } from "../kinds/kind.js";

export interface AttributeDeclaration {
  readonly name: string;
  readonly kind: KindName;
  readonly flags: number;
}

/** What a type of objects has. Attributes are numbered from 1 in order; 0 is every object's tags. */
export interface TypeDeclaration {
  readonly number: number;
  /** Its unique name in the tree. */
  readonly type: string;
  /** The name that views are registered for. Several types may share it. */
  readonly frontend: string;
  readonly attributes: readonly AttributeDeclaration[];
  readonly methods: readonly string[];
}
