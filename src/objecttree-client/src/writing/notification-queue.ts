import type { Notifications, Report } from "../listening/notifications.js";

/** What is to be told, in order: what listeners write is told after what they are being told. */
export class NotificationQueue {
  readonly #report: Report;
  #untold: Notifications[] = [];
  #isTelling = false;

  constructor(report: Report) {
    this.#report = report;
  }

  /** How many are to be told. */
  get length(): number {
    return this.#untold.length;
  }

  add(notifications: Notifications): void {
    this.#untold.push(notifications);
  }

  /** Nobody is told of any but the first ones. */
  keep(length: number): void {
    this.#untold.length = length;
  }

  tell(): void {
    if (this.#isTelling) return;
    this.#isTelling = true;
    for (let next = this.#untold.shift(); next !== undefined; next = this.#untold.shift()) next.run(this.#report);
    this.#isTelling = false;
  }
}
