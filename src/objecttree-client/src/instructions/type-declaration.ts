import type { KindName } from "../kinds/kind.js";
import type { Value } from "../values/value.js";

/** What is written to an attribute has to keep to this: a number that says what it asks, why a change is refused, and operands. */
export type Constraint = readonly [asks: number, reason: string, ...operands: Value[]];

export interface AttributeDeclaration {
  readonly name: string;
  readonly kind: KindName;
  readonly flags: number;
  /** Where the flags tell that there are some; a page that only reads passes them over. */
  constraints?: readonly Constraint[];
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
