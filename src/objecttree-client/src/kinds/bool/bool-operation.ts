/** What can happen to a bool. */
export interface BoolOperation {
  readonly op: "bool.set";
  readonly value: boolean;
}
