import type { Value } from "../values/value.js";

/** What the server accepts: bytes, counts and milliseconds. */
export interface AcceptedLimits {
  readonly message: number;
  readonly total: number;
  readonly depth: number;
  readonly elements: number;
  readonly silence: number;
}

const defaults: AcceptedLimits = { message: 65_536, total: 1_048_576, depth: 32, elements: 4_096, silence: 30_000 };

/** What holds until the server has accepted `Hello`. */
export const limitsBeforeWelcome: AcceptedLimits = { ...defaults, message: 4_096 };

/** The limits that a `Welcome` tells; what it does not tell, or not as a sensible number, is the default. */
export function limitsOf(told: ReadonlyMap<string, Value>): AcceptedLimits {
  const limit = (name: keyof AcceptedLimits): number => {
    const value = told.get(name);
    return typeof value === "number" && value >= 1 ? value : defaults[name];
  };
  return {
    message: limit("message"),
    total: limit("total"),
    depth: limit("depth"),
    elements: limit("elements"),
    silence: Math.min(limit("silence"), longestTimer),
  };
}

/** The longest that a timer can wait. */
const longestTimer = 0x7fff_ffff;
