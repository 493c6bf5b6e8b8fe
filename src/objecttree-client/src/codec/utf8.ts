import { malformed } from "./protocol-error.js";

// ignoreBOM: a leading U+FEFF is data like any other and stays.
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Up to this length a loop over ASCII is quicker than a call into the platform. */
const short = 24;

/** Strict UTF-8: what is not well-formed throws a `ProtocolError`. */
export function readUtf8(bytes: Uint8Array, at: number, length: number): string {
  if (length <= short) {
    let text = "";
    let index = 0;
    for (; index < length; index++) {
      const byte = bytes[at + index] as number;
      if (byte >= 0x80) break;
      text += String.fromCharCode(byte);
    }
    if (index === length) return text;
  }
  try {
    return decoder.decode(bytes.subarray(at, at + length));
  } catch {
    throw malformed("UTF-8");
  }
}
