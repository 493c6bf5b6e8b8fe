import type { ObjectType } from "./object-type.js";

/** What must be known of a tree to read instructions about it, as far as it was read. */
export interface InstructionScope {
  /** The announced type of this number. Throws a `ProtocolError` when there is none. */
  type(number: number): ObjectType;
  /** The type of an object. Throws a `ProtocolError` when the object is not there. */
  typeOf(object: number): ObjectType;
}
