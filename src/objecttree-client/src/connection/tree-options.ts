import type { Contracted } from "./contracted.js";
import type { Handling } from "./handling.js";
import type { Writing } from "./writer.js";

/** How `connect` connects. */
export interface TreeOptions {
  /** The tree's name; the server's default tree unless given. */
  readonly tree?: string;
  /** What proves who the client is, 8 KiB at most. A function is asked before each try. */
  readonly token?: string | (() => string | Promise<string>);
  /** Whether to connect again when the connection is lost; true unless given. */
  readonly reconnect?: boolean;
  /**
   * Takes errors that have nobody else to go to: what listeners, handlers and `token` throw, and an `ObjectTreeError` when the
   * connection ends for good (the name of its close code), when the server refuses a change that was not recorded (its code), when
   * such changes are lost with the connection (`DISCONNECTED`, once for all of them) and when the server is not as the page's contract
   * says (`CONTRACT`). `console.error` unless given.
   */
  readonly onError?: (error: unknown) => void;
  /** Bytes that one message of the server may have; 256 MiB unless given. */
  readonly maxMessageBytes?: number;
  /**
   * Lets the page change attributes: `writing` of `objecttree-client/writing`; or objects as well: `shaping` of
   * `objecttree-client/shaping`, `drafting` of `objecttree-client/drafts`. Each also within `undoable` of `objecttree-client/undo`.
   */
  readonly writing?: Writing;
  /** What the page expects of the server: `contract` of a file that `objecttree-contract` wrote. It gives objects types. */
  readonly contract?: Contracted<unknown>;
  /** Lets the server call the page: `handlers` of `objecttree-client/handlers`. */
  readonly handlers?: Handling;
  /** What to open connections with, where the platform has no `WebSocket` or another is wanted. */
  readonly WebSocket?: new (
    url: string,
  ) => WebSocket;
}
