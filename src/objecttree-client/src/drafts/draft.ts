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

  /**
   * Adds all that `change` writes. When it throws, nothing has changed.
   * @throws TypeError when the draft is committed or discarded, or something else is being recorded.
   */
  update(change: () => void): void {
    this.#writer.updateDraft(this.#action, change);
  }

  /**
   * Takes all of it back. What was recorded within it rejects with `DISCARDED`.
   * @throws TypeError as `update`.
   */
  discard(): void {
    this.#writer.discardDraft(this.#action);
  }

  /**
   * Makes one action of all of it, which the server makes as a whole or refuses. What others do meanwhile is applied
   * underneath, as underneath all that is not settled.
   * @returns resolves when it is made and shown; rejects with an `ObjectTreeError`. With `DISCONNECTED` or `LIMIT` at once it
   * was not proposed, and is a draft still.
   * @throws TypeError as `update`.
   */
  commit(): Promise<void> {
    return this.#writer.commitDraft(this.#action);
  }
}
