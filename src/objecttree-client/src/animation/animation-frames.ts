import { Notifications } from "../listening/notifications.js";

/** What is to be told in the next animation frame. */
interface Waiting {
  commitStaged(notifications: Notifications): void;
}

/** Gathers what wants the next animation frame. One frame is asked for, for all of them, and none while nobody waits. */
class AnimationFrames {
  #waiting = new Set<Waiting>();

  /** Has it committed in the next frame; asking again before that changes nothing. */
  ask(waiting: Waiting): void {
    if (this.#waiting.size === 0) requestAnimationFrame(() => this.#run());
    this.#waiting.add(waiting);
  }

  #run(): void {
    const waiting = this.#waiting;
    this.#waiting = new Set();
    const notifications = new Notifications();
    for (const one of waiting) one.commitStaged(notifications);
    notifications.run(console.error);
  }
}

export const animationFrames = new AnimationFrames();
