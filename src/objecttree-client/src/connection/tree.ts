import { Listeners } from "../listening/listeners.js";
import { Notifications } from "../listening/notifications.js";
import type { Unsubscribe } from "../listening/scope.js";
import { Replica } from "../replica/replica.js";
import type { TreeObject } from "../replica/tree-object.js";
import type { ValueInput } from "../values/to-value.js";
import type { Value } from "../values/value.js";
import { Deferred } from "./deferred.js";
import { type Ending, lostEnding } from "./ending.js";
import { ObjectTreeError } from "./object-tree-error.js";
import { pageSurroundings } from "./page-surroundings.js";
import { RetryPolicy } from "./retry-policy.js";
import { Session } from "./session.js";
import type { SessionExtension } from "./session-extension.js";
import type { TreeOptions } from "./tree-options.js";
import type { TreeWriter } from "./writer.js";

/**
 * Where a tree stands with its server. `connecting`: the first try is under way; `ready`: the state is there and follows
 * the server; `reconnecting`: there is no connection, and there will be a next try (the last state stays); `stopped`: there is
 * no connection, and only `retry()` will try again; `closed`: by `close()`.
 */
export type TreeState = "connecting" | "ready" | "reconnecting" | "stopped" | "closed";

/** What can be heard of a tree, and with what. */
export interface TreeEvents {
  /** An object came; parents before children. */
  create: [object: TreeObject];
  /** A frame changed an object that was there: an attribute, its tags, its parent or its children. Once a frame. */
  change: [object: TreeObject];
  /** An object went; children before parents. A fresh snapshot destroys all that was there. */
  destroy: [object: TreeObject];
  /** A frame or snapshot is applied, or a change of the page's own is shown or settled, and everybody else has been told. */
  frame: [];
  /** The connection's state changed, and why when that is an error. */
  state: [state: TreeState, error: ObjectTreeError | undefined];
}

/** A tree of a server, mirrored. Made by `connect`. */
export class Tree {
  readonly #url: string;
  readonly #options: TreeOptions;
  readonly #replica: Replica;
  /** @internal */
  readonly writer: TreeWriter | undefined;
  /** @internal */
  readonly extras: SessionExtension | undefined;
  readonly #retry = new RetryPolicy();
  readonly #stateListeners = new Listeners<TreeEvents["state"]>();
  readonly #endReturns: () => void;
  #ready = new Deferred();
  /** Changes only in `#enter`. */
  #state: TreeState = "connecting";
  #error: ObjectTreeError | undefined;
  /** There while a connection is open or opening. */
  #session: Session | undefined;
  /** There while the next try is waited for. */
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Whether the server said how long to wait, which nothing but `retry` shortens. */
  #isAskedToWait = false;
  /** Grows with each try, so that a token that comes late is known to be for another one. */
  #attempt = 0;

  /** @internal */
  constructor(url: string, options: TreeOptions) {
    this.#url = url;
    this.#options = options;
    this.#replica = new Replica({
      call: (object, method, args) => this.#call(object, method, args),
      report: (error) => this.#report(error),
    });
    options.contract?.create(this.#replica);
    this.writer = options.writing?.create(this.#replica);
    this.extras = options.handlers?.create(this) ?? this.writer;
    this.#endReturns = pageSurroundings.onReturn(() => {
      if (this.#timer !== undefined && !this.#isAskedToWait) this.#connect();
    });
    this.#connect();
  }

  /**
   * Resolves when the first whole state is applied. Rejects with an `ObjectTreeError` when the connection ends for good before
   * that; after a `retry()` this is a new promise.
   */
  get ready(): Promise<void> {
    return this.#ready.promise;
  }

  /**
   * The root object.
   * @throws Error before the first state is there: await `ready`.
   */
  get root(): TreeObject {
    const { root } = this.#replica;
    if (root === undefined) throw new Error("await tree.ready");
    return root;
  }

  /** All objects by their ids: a live view. */
  get objects(): ReadonlyMap<number, TreeObject> {
    return this.#replica.objects;
  }

  /** Where the tree stands with its server. */
  get state(): TreeState {
    return this.#state;
  }

  /** Why the tree is not ready, when that is an error. */
  get error(): ObjectTreeError | undefined {
    return this.#error;
  }

  /** The object with this key. */
  find(key: string): TreeObject | undefined {
    return this.#replica.find(key);
  }

  /**
   * Calls `listener` whenever this happens.
   * @returns ends the subscription.
   */
  on<Name extends keyof TreeEvents>(event: Name, listener: (...args: TreeEvents[Name]) => void): Unsubscribe {
    const events = { ...this.#replica.events, state: this.#stateListeners };
    return (events[event] as unknown as Listeners<TreeEvents[Name]>).add(listener);
  }

  /** Connects again at once, when there is no connection. Does nothing when there is, or after `close`. */
  retry(): void {
    if (this.#session !== undefined || this.#state === "closed") return;
    if (this.#state === "stopped") {
      this.#ready = new Deferred();
      this.#enter("reconnecting", this.#error);
    }
    this.#retry.reset();
    this.#connect();
  }

  /**
   * Calls a function of the server itself. What it did to the tree is there when the promise settles.
   * @returns what the function returned. Rejects as `TreeObject.call` does.
   */
  call(name: string, ...args: ValueInput[]): Promise<Value> {
    return this.#call(0, name, args);
  }

  /** Leaves the server for good. The last state stays; calls that are not settled reject. */
  close(): void {
    if (this.#state === "closed") return;
    this.#stopWaiting();
    this.#attempt++;
    this.#endReturns();
    const session = this.#session;
    this.#session = undefined;
    this.#enter("closed", undefined);
    this.#ready.reject(new ObjectTreeError("DISCONNECTED"));
    session?.close();
  }

  async #connect(): Promise<void> {
    this.#stopWaiting();
    const attempt = ++this.#attempt;
    const { token = null } = this.#options;
    try {
      const value = typeof token === "function" ? await Promise.resolve().then(token) : token;
      if (attempt !== this.#attempt) return;
      const Socket = this.#options.WebSocket ?? globalThis.WebSocket;
      this.#session = new Session({
        socket: new Socket(this.#url),
        tree: this.#options.tree ?? "",
        token: value,
        replica: this.#replica,
        maxMessageBytes: this.#options.maxMessageBytes ?? 256 * 1_048_576,
        extras: this.extras,
        ready: () => this.#becameReady(),
        ended: (ending) => this.#ended(ending),
      });
    } catch (error) {
      if (attempt !== this.#attempt) return;
      // A page that is told may try again at once.
      this.#ended(lostEnding);
      this.#report(error);
    }
  }

  #becameReady(): void {
    if (this.#state === "closed" || this.#state === "ready") return;
    this.#retry.ready(performance.now());
    this.#enter("ready", undefined);
    this.#ready.resolve();
  }

  #ended(ending: Ending): void {
    this.#session = undefined;
    if (this.#state === "closed") return;
    const delay = this.#delayAfter(ending);
    const error = new ObjectTreeError(ending.name, `${ending.name} (${ending.code})`, ending.details);
    if (delay === undefined) return this.#stop(error);
    this.#isAskedToWait = ending.retryAfter !== undefined;
    this.#timer = setTimeout(() => this.#connect(), delay);
    this.#enter("reconnecting", error);
  }

  #delayAfter(ending: Ending): number | undefined {
    if (this.#options.reconnect === false) return undefined;
    return this.#retry.delayAfter(ending, {
      now: performance.now(),
      isVisible: pageSurroundings.isVisible,
      canAskForToken: typeof this.#options.token === "function",
    });
  }

  #stop(error: ObjectTreeError): void {
    this.#ready.reject(error);
    this.#enter("stopped", error);
    this.#report(error);
  }

  #enter(state: TreeState, error: ObjectTreeError | undefined): void {
    this.#error = error;
    if (state === this.#state) return;
    this.#state = state;
    const notifications = new Notifications();
    this.#stateListeners.enqueue(notifications, state, error);
    notifications.run((thrown) => this.#report(thrown));
  }

  #stopWaiting(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  async #call(object: number, method: string, args: readonly unknown[]): Promise<Value> {
    if (object < 0) throw new ObjectTreeError("NOT_FOUND");
    if (this.#session === undefined) throw new ObjectTreeError("DISCONNECTED");
    return this.#session.call(object, method, args);
  }

  #report(error: unknown): void {
    try {
      (this.#options.onError ?? console.error)(error);
    } catch (thrown) {
      console.error(thrown);
    }
  }
}
