import type { Writer } from "../codec/writer.js";
import type { Value } from "../values/value.js";

/** What the server accepts: bytes, counts and milliseconds. */
export interface AcceptedLimits {
  readonly message: number;
  readonly total: number;
  readonly depth: number;
  readonly elements: number;
  readonly silence: number;
}

const defaults = { message: 65_536, total: 1_048_576, depth: 32, elements: 4_096, silence: 30_000 };

/** Which limit of the server's a message would break. */
export function brokenLimit(writer: Writer, bytes: Uint8Array, limits: AcceptedLimits): string | undefined {
  if (bytes.length > limits.total) return "total";
  if (writer.elements > limits.elements) return "elements";
  return writer.depth > limits.depth ? "depth" : undefined;
}

/** What holds until the server has accepted `Hello`. */
export const limitsBeforeWelcome: AcceptedLimits = { ...defaults, message: 4_096 };

/** The limits that a `Welcome` tells; what it does not tell, or not as a sensible number, is the default. */
export function limitsOf(told: ReadonlyMap<string, Value>): AcceptedLimits {
  const limits = { ...defaults };
  for (const name of Object.keys(defaults) as (keyof AcceptedLimits)[]) {
    const limit = told.get(name);
    if (typeof limit === "number" && limit >= 1) limits[name] = limit;
  }
  return limits;
}
