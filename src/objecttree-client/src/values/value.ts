/**
 * What can be in a topic, in a call's arguments and in its result: `null`, booleans, finite numbers, well-formed
 * strings, and arrays and maps of these. A map of the wire is a `Map` here, never a plain object, so that no key of
 * it can mean anything but data.
 */
export type Value = null | boolean | number | string | readonly Value[] | ReadonlyMap<string, Value>;
