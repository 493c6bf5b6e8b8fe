/** Ends one subscription; calling it again does nothing. */
export type Unsubscribe = () => void;

/**
 * Collects the subscriptions that are made while a function runs, so that all of them can be ended together. A view
 * is built in a scope: what its factory subscribed to ends with the view.
 */
export class SubscriptionScope {
  static #current: SubscriptionScope | undefined;
  readonly #ends: Unsubscribe[] = [];
  #isEnded = false;

  /** Tells the scope that is being collected, if any, of a subscription. */
  static note(unsubscribe: Unsubscribe): Unsubscribe {
    SubscriptionScope.#current?.add(unsubscribe);
    return unsubscribe;
  }

  /** Runs `action`; what it subscribes to belongs to this scope. */
  run<T>(action: () => T): T {
    const outer = SubscriptionScope.#current;
    SubscriptionScope.#current = this;
    try {
      return action();
    } finally {
      SubscriptionScope.#current = outer;
    }
  }

  /** Runs `end` when the scope ends, at once when it has. */
  add(end: Unsubscribe): void {
    if (this.#isEnded) end();
    else this.#ends.push(end);
  }

  /** Ends all that was collected, newest first. What throws keeps nothing else from ending. */
  end(): void {
    this.#isEnded = true;
    for (const end of this.#ends.splice(0).reverse()) {
      try {
        end();
      } catch (error) {
        console.error(error);
      }
    }
  }
}
