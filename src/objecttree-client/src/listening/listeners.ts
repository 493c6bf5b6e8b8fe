import type { Notifications } from "./notifications.js";
import { SubscriptionScope, type Unsubscribe } from "./scope.js";

/** An object of its own for each subscription: the same function may be in several. */
interface Entry<Args extends unknown[]> {
  readonly call: (...args: Args) => void;
}

/** The listeners of one thing, called in the order in which they came. The same function may listen twice. */
export class Listeners<Args extends unknown[]> {
  readonly #entries = new Set<Entry<Args>>();

  get isEmpty(): boolean {
    return this.#entries.size === 0;
  }

  add(call: (...args: Args) => void): Unsubscribe {
    const entry = { call };
    this.#entries.add(entry);
    return SubscriptionScope.note(() => void this.#entries.delete(entry));
  }

  /** Has everybody who listens now called when the notifications run, unless they have unsubscribed by then. */
  enqueue(notifications: Notifications, ...args: Args): void {
    for (const entry of this.#entries) {
      notifications.add(() => {
        if (this.#entries.has(entry)) entry.call(...args);
      });
    }
  }
}
