/** Names of the close codes that this client itself closes with. */
export type ProtocolErrorCode = "MALFORMED" | "TOO_BIG" | "UNSUPPORTED_DATA";

/**
 * The peer broke the protocol: the connection cannot go on. The only thing that decoding ever throws. What exactly was wrong,
 * its stack tells: nobody else hears of it, and every page would pay for the words.
 */
export class ProtocolError extends Error {
  override readonly name = "ProtocolError";

  constructor(readonly code: ProtocolErrorCode) {
    super(code);
  }
}

/** Throws for what the protocol calls malformed. */
export function malformed(): never {
  throw new ProtocolError("MALFORMED");
}
