import { Listeners } from "../listening/listeners.js";
import type { Notifications } from "../listening/notifications.js";
import { SubscriptionScope, type Unsubscribe } from "../listening/scope.js";
import type { Value } from "../values/value.js";
import type { TreeObject } from "./tree-object.js";

/** The values of some attributes by their names. */
export interface AttributeValues {
  readonly [name: string]: Value | ReadonlySet<Value> | TreeObject;
}

export type AttributesListener = (now: AttributeValues, before: AttributeValues | undefined) => void;

/** @internal One listener for several attributes of an object, called once per frame that changes any of them. */
export class AttributeGroup {
  readonly #listeners = new Listeners<[AttributeValues, AttributeValues]>();
  readonly #read: () => AttributeValues;
  #last: AttributeValues;
  /** Ends the subscription. */
  readonly end: Unsubscribe;

  constructor(read: () => AttributeValues, listener: AttributesListener, ended: (group: AttributeGroup) => void) {
    this.#read = read;
    this.#last = read();
    const remove = this.#listeners.add(listener);
    this.end = SubscriptionScope.note(() => {
      remove();
      ended(this);
    });
    listener(this.#last, undefined);
  }

  /** A frame has changed the object. */
  enqueue(notifications: Notifications): void {
    const before = this.#last;
    const now = this.#read();
    if (Object.keys(now).every((name) => now[name] === before[name])) return;
    this.#last = now;
    this.#listeners.enqueue(notifications, now, before);
  }
}
