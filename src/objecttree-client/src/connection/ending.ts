import type { ProtocolErrorCode } from "../codec/protocol-error.js";
import type { Bye } from "../messages/message.js";
import type { Value } from "../values/value.js";
import { CloseCode } from "./close-code.js";

/** How a connection ended. */
export interface Ending {
  readonly code: number;
  readonly name: string;
  /** Milliseconds that the server asks to wait. */
  readonly retryAfter?: number | undefined;
  readonly details: ReadonlyMap<string, Value>;
  /** Whether this client found fault with the server, and not the other way round. */
  readonly isOurs: boolean;
}

const none: ReadonlyMap<string, Value> = new Map();

/** The server said `Bye`. */
export function byeEnding({ code, name, retryAfter, details }: Bye): Ending {
  return { code, name, details, isOurs: false, retryAfter: retryAfter ?? undefined };
}

/** The socket closed with a code and without a `Bye`. */
export function closeEnding(code: number, reason: string): Ending {
  return { code, name: reason || "DISCONNECTED", details: none, isOurs: false };
}

/** The server was not there, or is no longer. */
export const lostEnding: Ending = { code: CloseCode.abnormal, name: "DISCONNECTED", details: none, isOurs: true };

/** The server broke the protocol. */
export function faultEnding(name: ProtocolErrorCode): Ending {
  return { code: faultCodes[name], name, details: none, isOurs: true };
}

const faultCodes: { readonly [name in ProtocolErrorCode]: number } = {
  MALFORMED: CloseCode.malformed,
  TOO_BIG: CloseCode.tooBig,
  UNSUPPORTED_DATA: CloseCode.unsupportedData,
};
