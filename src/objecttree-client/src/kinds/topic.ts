import { Listeners } from "../listening/listeners.js";
import type { Notifications } from "../listening/notifications.js";
import type { Unsubscribe } from "../listening/scope.js";
// Only a type, so that nothing here runs what a replica is made of.
import type { TreeObject } from "../replica/tree-object.js";
import type { Value } from "../values/value.js";

/**
 * The observable value of one attribute. It changes only when a frame of the server is applied, and then as a whole:
 * listeners are called when everything that the frame changes is there.
 *
 * @typeParam State what it holds; never changed in place, so an old one stays what it was.
 * @typeParam Change what `listen` tells.
 * @typeParam Shown what `value` is, when that is not what it holds.
 */
export abstract class Topic<State, Change, Shown = State> {
  #value: State;
  #staged: State;
  #isStaged = false;
  #changes: Change[] = [];
  #listeners: Listeners<[Change]> | undefined;
  #subscribers: Listeners<[Shown, Shown | undefined]> | undefined;

  /** @internal */
  constructor(
    value: State,
    /** @internal The object whose attribute it is. */
    readonly owner?: TreeObject,
  ) {
    this.#value = this.#staged = value;
  }

  /** The value now. */
  get value(): Shown {
    return this.show(this.#value);
  }

  /**
   * Calls `listener` at once with the value (and `undefined` for `before`), and from then on once for each frame that
   * changes the value.
   * @returns ends the subscription.
   */
  subscribe(listener: (now: Shown, before: Shown | undefined) => void): Unsubscribe {
    this.#subscribers ??= new Listeners();
    const unsubscribe = this.#subscribers.add(listener);
    try {
      listener(this.value, undefined);
    } catch (error) {
      unsubscribe();
      throw error;
    }
    return unsubscribe;
  }

  /**
   * Calls `listener` for every single change, in order, once the whole frame is applied (`value` is then the state
   * after all of them), and before those who subscribed to the value.
   * @returns ends the subscription.
   */
  listen(listener: (change: Change) => void): Unsubscribe {
    this.#listeners ??= new Listeners();
    return this.#listeners.add(listener);
  }

  /** @internal Whether a frame that is not committed yet has touched this topic. */
  get isStaged(): boolean {
    return this.#isStaged;
  }

  /** @internal What it holds, as a value. */
  toValue(): Value {
    return this.#value as Value;
  }

  /** @internal What it holds now. */
  protected get held(): State {
    return this.#value;
  }

  /** @internal What is shown of what it holds. */
  protected show(state: State): Shown {
    return state as unknown as Shown;
  }

  /** @internal The value with what the frame did to it so far. */
  protected get staged(): State {
    return this.#staged;
  }

  /** @internal Whether anybody wants to be told single changes. */
  protected get isListenedTo(): boolean {
    return this.#listeners !== undefined && !this.#listeners.isEmpty;
  }

  /** @internal The frame makes this the value. */
  protected stage(value: State): void {
    this.#staged = value;
    this.#isStaged = true;
  }

  /** @internal The frame made this change. */
  protected tell(change: Change): void {
    if (this.isListenedTo) this.#changes.push(change);
  }

  /** @internal The frame is good: what is staged becomes the value. */
  commitStaged(notifications: Notifications): void {
    const before = this.#value;
    this.#value = this.seal(this.#staged);
    const changes = this.#changes;
    this.rollback();
    for (const change of changes) this.#listeners?.enqueue(notifications, change);
    if (before !== this.#value) this.#subscribers?.enqueue(notifications, this.value, this.show(before));
  }

  /** @internal The frame is bad: what is staged is dropped. */
  rollback(): void {
    this.#staged = this.#value;
    this.#isStaged = false;
    if (this.#changes.length > 0) this.#changes = [];
  }

  /** @internal Ends changing `staged` in place. */
  protected seal(staged: State): State {
    return staged;
  }
}
