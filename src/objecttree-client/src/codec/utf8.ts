import { malformed } from "./protocol-error.js";

// ignoreBOM: a leading U+FEFF is data like any other and stays.
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Up to this length ASCII is read quicker without the decoder, one by one. */
const short = 24;

/** Strict UTF-8: what is not well-formed throws a `ProtocolError`. */
export function readUtf8(bytes: Uint8Array, at: number, length: number): string {
  const end = at + length;
  let text = "";
  for (let next = at; length <= short; text += String.fromCharCode(bytes[next++] as number)) {
    if (next === end) return text;
    if ((bytes[next] as number) > 0x7f) break;
  }
  try {
    return decoder.decode(bytes.subarray(at, end));
  } catch {
    malformed();
  }
}
