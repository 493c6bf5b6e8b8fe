import { writePart } from "./write-client-message.js";

/** What a part takes beside its slice: its kind, `last`, and the longest head of a `bin`. */
const overhead = 7;

/** A message as what goes on the wire: itself, or parts when it is larger than the receiver's `message` limit. */
export function splitMessage(bytes: Uint8Array<ArrayBuffer>, limit: number): Uint8Array<ArrayBuffer>[] {
  if (bytes.length <= limit) return [bytes];
  const size = Math.max(1, limit - overhead);
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for (let at = 0; at < bytes.length; at += size) {
    const last = at + size >= bytes.length;
    parts.push(writePart({ last, slice: bytes.subarray(at, at + size) }).toBytes());
  }
  return parts;
}
