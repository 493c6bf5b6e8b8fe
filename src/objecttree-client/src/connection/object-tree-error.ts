import type { Value } from "../values/value.js";

/** Something did not work out between this client and its server. */
export class ObjectTreeError extends Error {
  override readonly name = "ObjectTreeError";

  /**
   * @param code why: of a call `VALIDATION`, `NOT_FOUND`, `FORBIDDEN`, `LIMIT`, `BUSY`, `INTERNAL`, …; of a connection the
   * name of its close code such as `NO_SUCH_TREE`; on this side `DISCONNECTED` (no connection, or it ended).
   * @param message the reason for people, or the code again when there is none.
   * @param details what the server added, such as `retryAfter` in milliseconds.
   */
  constructor(
    readonly code: string,
    message: string = code,
    readonly details: ReadonlyMap<string, Value> = new Map(),
  ) {
    super(message);
  }
}
