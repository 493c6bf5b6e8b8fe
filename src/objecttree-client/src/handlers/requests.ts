import { ObjectTreeError } from "../connection/object-tree-error.js";
import type { PendingCalls } from "../connection/pending-calls.js";
import { type AcceptedLimits, brokenLimit } from "../connection/server-limits.js";
import type { ExtraMessage, SessionExtension } from "../connection/session-extension.js";
import type { Tree } from "../connection/tree.js";
import { whenApplied } from "../connection/when-applied.js";
import type { Request } from "../messages/message.js";
import { readRequest } from "../messages/read-request.js";
import { writeHandlers, writeResponse } from "../messages/write-response.js";
import { toValue } from "../values/to-value.js";
import type { Value } from "../values/value.js";

/** What a page does when the server calls it. */
export type Handler = (args: Value, signal: AbortSignal) => unknown;

/** How many requests may wait or run. */
const mostAtOnce = 256;
const mostReason = 1_024;
const longestTimer = 2 ** 31 - 1;

/** What the server asks of a page, over one session after the other. All else it hands on to the tree's writer. */
export class Requests implements SessionExtension {
  readonly #tree: Tree;
  /** A map, so that only what was put into it is found. */
  readonly #handlers = new Map<string, Handler>();
  #send: ((bytes: Uint8Array<ArrayBuffer>) => void) | undefined;
  #limits: AcceptedLimits | undefined;
  #ended = new AbortController();
  /** How many requests of the session wait for frames. */
  #waiting = 0;
  /** How many handlers run, of whatever session. */
  #running = 0;
  #isTelling = false;

  constructor(tree: Tree) {
    this.#tree = tree;
  }

  /** Handles a name until what it returns is called. */
  add(name: string, handler: Handler): () => void {
    if (this.#handlers.has(name)) throw new TypeError(`"${name}" is handled already`);
    this.#handlers.set(name, handler);
    this.#tell();
    return () => {
      if (this.#handlers.get(name) !== handler) return;
      this.#handlers.delete(name);
      this.#tell();
    };
  }

  get size(): number {
    return this.#handlers.size;
  }

  connect(send: (bytes: Uint8Array<ArrayBuffer>) => void, limits: AcceptedLimits, epoch: string): void {
    this.#send = send;
    this.#limits = limits;
    this.#waiting = 0;
    this.#ended = new AbortController();
    if (this.size > 0) this.#tellNow();
    this.#tree.writer?.connect(send, limits, epoch);
  }

  read(bytes: Uint8Array): ExtraMessage | undefined {
    return readRequest(bytes) ?? this.#tree.writer?.read(bytes);
  }

  answer(message: ExtraMessage, calls: PendingCalls, position: number): void {
    if (message.kind !== "Request") return this.#tree.writer?.answer(message, calls, position);
    const { request } = message;
    if (this.#waiting + this.#running >= mostAtOnce) return this.#respond(request, "BUSY", `${mostAtOnce} requests`);
    this.#waiting++;
    whenApplied(message.position, calls, position, () => {
      this.#waiting--;
      void this.#run(message, this.#ended);
    });
  }

  disconnect(): void {
    this.#send = undefined;
    this.#ended.abort(new ObjectTreeError("DISCONNECTED"));
    this.#tree.writer?.disconnect();
  }

  /** Once for all that is added and removed together: servers count messages. */
  #tell(): void {
    if (this.#isTelling || this.#send === undefined) return;
    this.#isTelling = true;
    queueMicrotask(() => {
      this.#isTelling = false;
      this.#tellNow();
    });
  }

  #tellNow(): void {
    this.#send?.(writeHandlers({ names: [...this.#handlers.keys()] }).toBytes());
  }

  async #run({ request, name, arguments: [args = null], time }: Request, session: AbortController): Promise<void> {
    this.#running++;
    const own = new AbortController();
    const end = () => own.abort(session.signal.reason);
    session.signal.addEventListener("abort", end);
    const timer = setTimeout(() => own.abort(new ObjectTreeError("TIMEOUT")), Math.min(time, longestTimer));
    let [code, value]: [string | null, Value] = [null, null];
    try {
      const handler = this.#handlers.get(name);
      if (handler === undefined) throw new ObjectTreeError("NOT_FOUND", `the page does not handle "${name}"`);
      value = this.#result(await handler(args, own.signal));
    } catch (error) {
      if (!(error instanceof ObjectTreeError)) this.#tree.root.surroundings.host.report(error);
      code = error instanceof ObjectTreeError ? textOf(() => error.code) : "INTERNAL";
      value = textOf(() => (error instanceof Error ? error.message : error));
    } finally {
      this.#running--;
      clearTimeout(timer);
      session.signal.removeEventListener("abort", end);
    }
    if (!session.signal.aborted) this.#respond(request, code, value);
  }

  #result(result: unknown): Value {
    return result === undefined ? null : toValue(result, this.#limits?.depth ?? 0);
  }

  #respond(request: number, code: string | null, value: Value): void {
    const writer = writeResponse({ request, code, value });
    const bytes = writer.toBytes();
    const which = brokenLimit(writer, bytes, this.#limits as AcceptedLimits);
    if (which === undefined) this.#send?.(bytes);
    // A server that takes not even this much goes without.
    else if (code !== "LIMIT") this.#respond(request, "LIMIT", which);
  }
}

/** What page code throws may be anything, and may throw when it is asked what it says. */
function textOf(read: () => unknown): string {
  let text = "no words";
  try {
    text = String(read()).slice(0, mostReason);
  } catch {}
  return new TextDecoder().decode(new TextEncoder().encode(text));
}
