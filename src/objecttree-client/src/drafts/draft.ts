import type { PendingAction } from "../writing/pending-action.js";
import type { DraftingWriter } from "./drafting-writer.js";

/** Changes that only this page sees, until they become one action. Made by `tree.draft`. */
export class Draft {
  readonly #writer: DraftingWriter;
  readonly #action: PendingAction;

  /** @internal */
  constructor(writer: DraftingWriter, action: PendingAction) {
    this.#writer = writer;
    this.#action = action;
  }

  /** Whether it is neither committed nor discarded. A server that was started anew has another tree: drafts have ended then. */
  get isOpen(): boolean {
    return this.#writer.isOpen(this.#action);
  }

  /**
   * Adds all that `change` writes. When it throws, nothing has changed.
   * @throws TypeError when the draft has ended, or something else is being recorded.
   */
  update(change: () => void): void {
    this.#writer.updateDraft(this.#action, change);
  }

  /**
   * Takes all of it back; does nothing when it has ended. What was recorded within it rejects with `DISCARDED`.
   * @throws TypeError when something is being recorded.
   */
  discard(): void {
    this.#writer.discardDraft(this.#action);
  }

  /**
   * Makes one action of all of it, which the server makes as a whole or refuses. What others do meanwhile is applied
   * underneath, as underneath all that is not settled.
   * @returns resolves when it is made and shown; rejects with an `ObjectTreeError`. With `DISCONNECTED` or `LIMIT` at once it
   * was not proposed, and is a draft still; with a `TypeError` too, when the server has a type no more or something is being
   * recorded, unless it had ended before.
   */
  commit(): Promise<void> {
    return this.#writer.commitDraft(this.#action);
  }
}
