import { Topic } from "../kinds/topic.js";
import type { Notifications } from "../listening/notifications.js";
import { SubscriptionScope, type Unsubscribe } from "../listening/scope.js";

/** Whether something can be undone, or redone: followed as a topic is, and known while somebody does. */
export class UndoFlag extends Topic<boolean, never> {
  readonly #watch: (more: number) => void;

  /** @param watch is told by how many those who follow it have become more. */
  constructor(watch: (more: number) => void) {
    super(false);
    this.#watch = watch;
  }

  override subscribe(listener: (now: boolean, before: boolean | undefined) => void): Unsubscribe {
    this.#watch(1);
    let isOver = false;
    const end = () => {
      if (!isOver) this.#watch(-1);
      isOver = true;
    };
    try {
      const unsubscribe = super.subscribe(listener);
      return SubscriptionScope.note(() => {
        unsubscribe();
        end();
      });
    } catch (error) {
      end();
      throw error;
    }
  }

  become(value: boolean, notifications: Notifications): void {
    this.stage(value);
    this.commitStaged(notifications);
  }
}
