// Of the replica only a type is known here, so that pages need no cast: `Find` is all that a reference runs.
import type { TreeObject } from "../replica/tree-object.js";

/** Finds what is there now under an id. */
export type Find = (id: number) => TreeObject | undefined;

/** What a reference can be made of when a page passes it where a value is wanted: an object of the tree. */
export abstract class Referable {
  /** Unique in its tree and never another object's. The root's is 1. */
  abstract readonly id: number;
  /** @internal What finds it, as long as it is there. */
  abstract readonly surroundings: { readonly at: Find };
}

/** How many bytes the id of a reference takes on the wire: as few as hold it as a signed integer. */
export function sizeOfId(id: number): number {
  const size = id < 0 ? -1 - id : id;
  return size < 0x80 ? 1 : size < 0x8000 ? 2 : size < 0x8000_0000 ? 4 : 8;
}

/** A value that names an object of the tree. Two are the same value when their ids are. */
export class Reference {
  readonly #find: Find;

  /** @internal */
  constructor(
    /** The object's id, whether it is there or not. */
    readonly id: number,
    find: Find = () => undefined,
  ) {
    this.#find = find;
  }

  /** The object that is there now; `null` while there is none: it is gone, or not there yet. */
  get object(): TreeObject | null {
    return this.#find(this.id) ?? null;
  }
}
