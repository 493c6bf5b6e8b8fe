import type { ActionOperation } from "../instructions/operation.js";
import type { Ack, Reject } from "../messages/message.js";
import type { PendingAction, UndoRequest } from "./pending-action.js";
import { hasPlaces } from "./transform/rebase.js";

/** How many actions may be pending. */
export const mostPending = 1_000;

const mostTimesStale = 3;
const mostTogether = 100;

/** What is to be sent: a number, the state it was made on, and what it does. */
export interface Outgoing {
  readonly action: number;
  readonly snapshot: number;
  readonly base: number;
  readonly operations: readonly ActionOperation[];
  /** What it takes back instead. */
  readonly undo: UndoRequest | undefined;
}

/**
 * The page's own actions of one session that are not settled, oldest first: those that were sent, then those that wait.
 * An action waits while one that was sent before it and is not settled changes the same string or list; all that is
 * written later waits behind it.
 */
export class ActionQueue {
  readonly #send: (outgoing: Outgoing) => string | undefined;
  readonly #actions: PendingAction[] = [];
  #sent = 0;
  #last = 0;
  #snapshots = 0;
  #applied = 0;
  #written = 0;
  /** The server is too busy. */
  #isHeld = false;

  /** @param send takes what is to be sent, or says why it cannot be. */
  constructor(send: (outgoing: Outgoing) => string | undefined) {
    this.#send = send;
  }

  get actions(): readonly PendingAction[] {
    return this.#actions;
  }

  /** The action that a write becomes a part of, because nothing was written since and it still waits. */
  findOpen(object: number, attribute: number): PendingAction | undefined {
    const last = this.#sent < this.#actions.length ? this.#actions.at(-1) : undefined;
    const first = last?.changes[0];
    if (!last?.isGrowing || last.changes.length >= mostTogether) return undefined;
    return first?.object === object && first.attribute === attribute ? last : undefined;
  }

  add(action: PendingAction): void {
    action.order = ++this.#written;
    this.#actions.push(action);
  }

  /** A frame is applied; gives the actions whose effect it holds. */
  frameApplied(): PendingAction[] {
    this.#applied++;
    return this.#take(({ position }) => position !== undefined && position <= this.#applied);
  }

  /** A snapshot is applied; gives the actions whose effect it holds. */
  snapshotApplied(): PendingAction[] {
    this.#snapshots++;
    this.#applied = 0;
    return this.#take(({ position }) => position !== undefined);
  }

  /** Gives the action that is settled by that at once, if it is. */
  acknowledge({ action: number, position }: Ack): PendingAction[] {
    return this.#take((action) => {
      if (action.number !== number) return false;
      action.position = position;
      return position <= this.#applied;
    });
  }

  /**
   * Gives the action that is refused by that. One that was made on a state that is too old is sent again, unless something
   * that was sent later changes the same, which it would undo.
   */
  reject({ action: number, code }: Reject): PendingAction | undefined {
    const action = this.#find(number);
    if (action === undefined) return undefined;
    const isAgain = code === "STALE" && ++action.timesStale <= mostTimesStale && !this.#isOvertaken(action);
    this.#take((one) => one === action);
    if (!isAgain) return action;
    this.#wait(action);
    return undefined;
  }

  /** The server was too busy for an action: all that wait, wait for `resume`. True: it is the first that does. */
  hold({ action: number }: Reject): boolean {
    const action = this.#find(number);
    if (action === undefined) return false;
    this.#take((one) => one === action);
    this.#wait(action);
    const isFirst = !this.#isHeld;
    this.#isHeld = true;
    return isFirst;
  }

  resume(): void {
    this.#isHeld = false;
  }

  /** Gives all there are. */
  takeAll(): PendingAction[] {
    return this.#take(() => true);
  }

  /** Sends what need not wait; gives the next that cannot be sent, with the reason. */
  send(): readonly [action: PendingAction, reason: string] | undefined {
    for (let action = this.#next(); action !== undefined; action = this.#next()) {
      const reason = this.#send({
        action: this.#last + 1,
        snapshot: this.#snapshots,
        base: this.#applied,
        undo: action.undo,
        operations: action.changes.flatMap<ActionOperation>(
          ({ object, attribute, operations, shape }) =>
            shape ?? operations.map((operation) => ({ ...operation, object, attribute })),
        ),
      });
      if (reason !== undefined) {
        this.#actions.splice(this.#sent, 1);
        return [action, reason];
      }
      action.number = ++this.#last;
      this.#sent++;
    }
    return undefined;
  }

  #next(): PendingAction | undefined {
    const next = this.#actions[this.#sent];
    return next === undefined || this.#isHeld || this.#mustWait(next) ? undefined : next;
  }

  #find(number: number): PendingAction | undefined {
    return this.#actions.find((action) => action.number === number);
  }

  /** Puts an action back among those that wait, in the order in which they were written. */
  #wait(action: PendingAction): void {
    action.number = 0;
    const later = this.#actions.findIndex((one, index) => index >= this.#sent && one.order > action.order);
    this.#actions.splice(later < 0 ? this.#actions.length : later, 0, action);
  }

  #isOvertaken(action: PendingAction): boolean {
    const later = this.#actions.slice(this.#actions.indexOf(action) + 1, this.#sent).flatMap(({ changes }) => changes);
    return action.changes.some(({ object, attribute }) =>
      later.some((other) => other.object === object && other.attribute === attribute),
    );
  }

  #mustWait(action: PendingAction): boolean {
    const before = this.#actions.slice(0, this.#sent);
    // One that is sent again would come after it.
    if (action.undo !== undefined && before.some(({ position }) => position === undefined)) return true;
    const sent = before.flatMap(({ changes }) => changes);
    return action.changes.some(
      ({ object, attribute, operations }) =>
        operations.some(hasPlaces) && sent.some((other) => other.object === object && other.attribute === attribute),
    );
  }

  #take(isTaken: (action: PendingAction) => boolean): PendingAction[] {
    const taken: PendingAction[] = [];
    for (let index = 0; index < this.#actions.length; ) {
      const action = this.#actions[index] as PendingAction;
      if (!isTaken(action)) {
        index++;
        continue;
      }
      taken.push(action);
      this.#actions.splice(index, 1);
      if (index < this.#sent) this.#sent--;
    }
    return taken;
  }
}
