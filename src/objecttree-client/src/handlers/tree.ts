// What a page that is called can do with its tree; one that is not pays for none of this.
import { Tree } from "../connection/tree.js";
import { isName } from "../connection/write-call.js";
import { SubscriptionScope, type Unsubscribe } from "../listening/scope.js";
import type { ValueInput } from "../values/to-value.js";
import type { Value } from "../values/value.js";
import { type Handler, Requests } from "./requests.js";

// biome-ignore lint/suspicious/noConfusingVoidType: it is what a function without a result gives
type Result = ValueInput | undefined | void;

declare module "../connection/tree.js" {
  interface Tree {
    /**
     * Handles what the server calls under a name, over all connections, as long as the tree is there. Before the handler runs, all that
     * the server did before it called is in the tree. Handlers may run several times at once; of more than 256 requests that wait or run,
     * the server is told `BUSY`.
     * @param name 1 to 64 bytes.
     * @param handler gets the argument, `null` when there is none: it is for the caller to know what that is. What it returns, or
     * resolves to, is the result; `undefined` counts as `null`. An `ObjectTreeError` that it throws tells the server code and message;
     * another error `INTERNAL` and its message, and goes to `onError`. `signal` is aborted when the server waits no longer, or
     * the connection ends.
     * @returns ends it; what runs goes on.
     * @throws TypeError when it is handled already, is no name, or is the 257th.
     */
    handle<Args extends Value = Value>(
      name: string,
      handler: (args: Args, signal: AbortSignal) => Result | Promise<Result>,
    ): Unsubscribe;
  }
}

const most = 256;

Tree.prototype.handle = function (name, handler) {
  const requests = this.extras;
  if (!(requests instanceof Requests)) throw new TypeError("connect with { handlers }");
  if (!isName(name)) throw new TypeError(`no "${name}"`);
  if (requests.size === most) throw new TypeError(`${most} handlers`);
  return SubscriptionScope.note(requests.add(name, handler as Handler));
};
