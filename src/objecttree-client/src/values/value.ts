import type { RecordValue } from "./record.js";
import type { Reference } from "./reference.js";

/**
 * What can be in a topic, in a call's arguments and in its result: `null`, booleans, finite numbers, well-formed
 * strings, bytes (never to be changed in place), references to objects, records, and arrays and maps of these. A map of
 * the wire is a `Map` here, never a plain object, so that no key of it can mean anything but data.
 */
export type Value =
  | null
  | boolean
  | number
  | string
  | Uint8Array
  | Reference
  | RecordValue
  | readonly Value[]
  | ReadonlyMap<string, Value>;
