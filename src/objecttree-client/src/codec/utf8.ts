import { malformed } from "./protocol-error.js";

// ignoreBOM: a leading U+FEFF is data like any other and stays.
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Up to this length ASCII is read quicker without the decoder. */
const short = 24;

/** Strict UTF-8: what is not well-formed throws a `ProtocolError`. */
export function readUtf8(bytes: Uint8Array, at: number, length: number): string {
  if (length <= short) {
    const text = String.fromCharCode(...bytes.subarray(at, at + length));
    if (!/[^\0-\x7f]/.test(text)) return text;
  }
  try {
    return decoder.decode(bytes.subarray(at, at + length));
  } catch {
    malformed();
  }
}
