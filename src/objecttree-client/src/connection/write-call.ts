import { writeCall as writeCallMessage } from "../messages/write-client-message.js";
import { isWellFormed, toValue } from "../values/to-value.js";
import type { Value } from "../values/value.js";
import { ObjectTreeError } from "./object-tree-error.js";
import { type AcceptedLimits, brokenLimit } from "./server-limits.js";

/**
 * The bytes of a call. What the server would close the connection for is refused here.
 * @throws ObjectTreeError `VALIDATION`: something is not a value; `LIMIT`: too much for the server.
 */
export function writeCall(
  call: number,
  object: number,
  method: string,
  args: readonly unknown[],
  limits: AcceptedLimits,
): Uint8Array<ArrayBuffer> {
  if (!isName(method)) throw new ObjectTreeError("VALIDATION", `no "${method}"`);
  const values = argumentsOf(args, limits.depth);
  const writer = writeCallMessage({ call, object, method, arguments: values });
  const bytes = writer.toBytes();
  const which = brokenLimit(writer, bytes, limits);
  if (which !== undefined) throw new ObjectTreeError("LIMIT", which, new Map([["which", which]]));
  return bytes;
}

function argumentsOf(args: readonly unknown[], depth: number): readonly Value[] {
  try {
    return toValue(args, depth) as readonly Value[];
  } catch (error) {
    throw new ObjectTreeError("VALIDATION", (error as Error).message);
  }
}

/** Whether a text can be a name on the wire. */
export function isName(text: string): boolean {
  const length = new TextEncoder().encode(text).length;
  return isWellFormed(text) && length >= 1 && length <= 64 && !text.includes("\0");
}
