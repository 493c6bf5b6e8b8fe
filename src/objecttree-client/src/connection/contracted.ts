import type { Replica } from "../replica/replica.js";
import type { TreeObject } from "../replica/tree-object.js";
import type { Tree, TreeEvents } from "./tree.js";

/** What a page expects of its server: `contract` of a file that `objecttree-contract` wrote. */
export interface Contracted<Types> {
  /** @internal Compares it with what the server announces, and tells what differs. */
  create(replica: Replica): void;
  /** Whether an object is of this frontend type. */
  is<Name extends keyof Types>(object: unknown, type: Name): object is Types[Name];
}

/** A tree whose objects have the types of a contract. It is the same tree as without. */
export type TypedTree<Types> = Omit<Tree, "find" | "objects" | "on" | "root"> & {
  /** As `Tree` has it. */
  readonly root: Types[keyof Types];
  /** As `Tree` has it. */
  readonly objects: ReadonlyMap<number, Types[keyof Types]>;
  /** As `Tree` has it. */
  find(key: string): Types[keyof Types] | undefined;
  /** As `Tree` has it. */
  on<Name extends keyof TreeEvents>(event: Name, listener: (...args: TypedEvents<Types>[Name]) => void): () => void;
};

/** What can be heard of a tree with a contract. */
export type TypedEvents<Types> = {
  [Name in keyof TreeEvents]: TreeEvents[Name] extends [object: TreeObject]
    ? [object: Types[keyof Types]]
    : TreeEvents[Name];
};
