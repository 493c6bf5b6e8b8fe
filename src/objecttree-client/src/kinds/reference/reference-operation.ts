/** What can happen to a reference. */
export interface ReferenceOperation {
  readonly op: "reference.set";
  /** The id of an object; `null`: none. */
  readonly value: number | null;
}
