import type { Value } from "../values/value.js";

/** Something did not work out between this client and its server. */
export class ObjectTreeError extends Error {
  override readonly name = "ObjectTreeError";

  /**
   * @param code why: of a call or a change `VALIDATION`, `NOT_FOUND`, `FORBIDDEN`, `LIMIT`, `BUSY`, `INTERNAL`, …, of a change
   * `CYCLE`, `STALE`, `UNDO_CONFLICT` too, and whatever the application says; of a connection the name of its close code such as
   * `NO_SUCH_TREE`; on this side `DISCONNECTED` (no connection, or it ended), `CONTRACT` (the server is not as the page's contract
   * says), `DISCARDED` (of a draft), `TIMEOUT` (the server waits no longer for a handler).
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
