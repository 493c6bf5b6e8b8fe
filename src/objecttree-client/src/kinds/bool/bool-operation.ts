/** What can happen to a bool. */
export interface BoolOperation {
  readonly op: "bool.set";
  readonly object: number;
  readonly attribute: number;
  readonly value: boolean;
}
