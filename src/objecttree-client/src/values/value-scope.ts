import type { RecordKind } from "./record.js";
import { Reference } from "./reference.js";

/** What must be known of a tree to read values that lie in it. */
export interface ValueScope {
  /** The announced kind of record of this number; `undefined` when there is none. */
  recordKind(number: number): RecordKind | undefined;
  /** A reference that finds its object in the tree. */
  reference(id: number): Reference;
}

/** What holds without a tree: no kind of record is announced, and no object is there. */
export const noTree: ValueScope = { recordKind: () => undefined, reference: (id) => new Reference(id) };
