/** Names of the close codes that this client itself closes with. */
export type ProtocolErrorCode = "MALFORMED" | "TOO_BIG" | "UNSUPPORTED_DATA";

/** The peer broke the protocol: the connection cannot go on. The only thing that decoding ever throws. */
export class ProtocolError extends Error {
  override readonly name = "ProtocolError";

  constructor(
    readonly code: ProtocolErrorCode,
    message: string,
  ) {
    super(message);
  }
}

/** An error for what the protocol calls malformed. `what` is a word for a log, since every page pays for its letters. */
export function malformed(what: string): ProtocolError {
  return new ProtocolError("MALFORMED", what);
}
