import { ObjectTreeError } from "../connection/object-tree-error.js";
import type { ActionOperation } from "../instructions/operation.js";
import type { Ack, Reject } from "../messages/message.js";
import { isOvertakenBy } from "./overtaking.js";
import type { PendingAction, UndoRequest, Written } from "./pending-action.js";
import { hasPlaces } from "./transform/rebase.js";

/** How many actions may be pending. */
export const mostPending = 1_000;

const mostTogether = 100;

/** What is to be sent: a number, the state it was made on, and what it does. Number 0: only whether it could be sent is asked. */
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
 * written later waits behind it. One that is sent again waits until all that was written and sent after it is answered: it
 * must not be made after what overwrites it.
 */
export class ActionQueue {
  readonly #send: (outgoing: Outgoing) => string | undefined;
  actions: PendingAction[] = [];
  #last = 0;
  #snapshots = 0;
  #applied = 0;
  #written = 0;
  /** How many may be sent and not answered: none while the server is too busy, then 1 to 10 until nothing waits any more. */
  mostUnanswered = Infinity;

  /** @param send takes what is to be sent, or says why it cannot be. */
  constructor(send: (outgoing: Outgoing) => string | undefined) {
    this.#send = send;
  }

  /**
   * The action that a write becomes a part of, because nothing was written since, it still waits, and both can be sent
   * together.
   * @param isWhole whether it leaves nothing of what was written before.
   */
  findOpen(written: Written, isWhole: boolean): PendingAction | undefined {
    const last = this.actions.at(-1);
    const first = last?.changes[0];
    if (!last?.isSingle || last.number > 0 || last.order < this.#written) return undefined;
    if (first?.object !== written.object || first.attribute !== written.attribute) return undefined;
    const changes = isWhole ? [written] : [...last.changes, written];
    return changes.length > mostTogether || this.#send(this.#outgoing(0, changes)) ? undefined : last;
  }

  add(action: PendingAction): void {
    action.order = ++this.#written;
    this.actions.push(action);
  }

  /** A frame or a snapshot is applied; gives the actions whose effect it holds. */
  applied(isSnapshot: boolean): PendingAction[] {
    this.#applied++;
    if (!isSnapshot) return this.takeSettled();
    this.#snapshots++;
    this.#applied = 0;
    return this.takeSettled(Infinity);
  }

  /** Gives the actions that are refused by that: they wait to be sent again, and would come after it. */
  acknowledge({ action: number, position }: Ack): PendingAction[] {
    const action = this.#find(number);
    if (action === undefined) return [];
    action.position = position;
    // From 1 to 9; neither none nor any number.
    if (this.mostUnanswered % 10) this.mostUnanswered++;
    return this.#take((one) => one.number === 0 && isOvertakenBy(one, action));
  }

  /** Gives the actions whose effect so many frames hold: all that are applied. */
  takeSettled(frames = this.#applied): PendingAction[] {
    return this.#take(({ position }) => position !== undefined && position <= frames);
  }

  /**
   * Gives the action that is refused by that. What the server was too busy for, or what was made on a state that is too old,
   * is sent again, some times.
   */
  reject({ action: number, code, reason, details }: Reject): PendingAction | undefined {
    const action = this.#find(number);
    if (action === undefined) return undefined;
    action.error = new ObjectTreeError(code, reason ?? code, details);
    this.#take((one) => one === action);
    const tries = (action.tries.get(code) ?? 0) - 1;
    if (!(tries > 0)) return action;
    action.tries.set(code, tries);
    action.number = 0;
    this.actions.push(action);
    // Those that were sent, as they were; then those that wait, as they were written.
    this.actions.sort((one, other) => (one.number || Infinity) - (other.number || Infinity) || one.order - other.order);
    return undefined;
  }

  /** Sends what need not wait; gives the next that cannot be sent, with the reason. */
  send(): readonly [action: PendingAction, reason: string] | undefined {
    for (;;) {
      const action = this.#find(0);
      if (action === undefined) {
        this.mostUnanswered &&= Infinity;
        return undefined;
      }
      const unanswered = this.actions.filter(({ number, position }) => number > 0 && position === undefined);
      if (unanswered.length >= this.mostUnanswered || this.#mustWait(action, unanswered)) return undefined;
      const reason = this.#send(this.#outgoing(this.#last + 1, action.changes, action.undo));
      if (reason !== undefined) {
        this.#take((one) => one === action);
        return [action, reason];
      }
      action.number = ++this.#last;
    }
  }

  #outgoing(action: number, changes: readonly Written[], undo?: UndoRequest): Outgoing {
    const operations = changes.flatMap<ActionOperation>(
      ({ object, attribute, operations, shape }) =>
        shape ?? operations.map((operation) => ({ ...operation, object, attribute })),
    );
    return { action, snapshot: this.#snapshots, base: this.#applied, undo, operations };
  }

  #find(number: number): PendingAction | undefined {
    return this.actions.find((action) => action.number === number);
  }

  #mustWait(action: PendingAction, unanswered: readonly PendingAction[]): boolean {
    // One that is sent again would come after it, or it after what was written later; or the server is too busy for both.
    const isBehind = (one: PendingAction) =>
      action.undo !== undefined ||
      one.order > action.order ||
      (this.mostUnanswered < Infinity && isOvertakenBy(one, action));
    if (unanswered.some(isBehind)) return true;
    const sent = this.actions.flatMap((one) => (one.number > 0 ? one.changes : []));
    return action.changes.some(
      ({ object, attribute, operations }) =>
        operations.some(hasPlaces) && sent.some((other) => other.object === object && other.attribute === attribute),
    );
  }

  #take(isTaken: (action: PendingAction) => boolean): PendingAction[] {
    const taken = this.actions.filter(isTaken);
    this.actions = this.actions.filter((action) => !taken.includes(action));
    return taken;
  }
}
