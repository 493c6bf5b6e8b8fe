/** Where a new object goes, and what it is found by. */
export interface Placing {
  /** Its place among the children of its parent; the last unless given. */
  readonly index?: number;
  /** What `tree.find` finds it by; nothing unless given. */
  readonly key?: string;
}
