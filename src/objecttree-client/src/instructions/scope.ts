import type { Kind } from "../kinds/kind.js";
import type { ValueScope } from "../values/value-scope.js";
import type { ObjectType } from "./object-type.js";

/** What must be known of a tree to read instructions about it, as far as it was read. */
export interface InstructionScope extends ValueScope {
  /** The announced type of this number. Throws a `ProtocolError` when there is none. */
  type(number: number): ObjectType;
  /** The kind of an attribute of an object; 0 is the tags. Throws a `ProtocolError` when there is no such thing. */
  kindOf(object: number, attribute: number): Kind;
}
