import { ObjectTreeError } from "../connection/object-tree-error.js";
import type { PendingCalls } from "../connection/pending-calls.js";
import type { ExtraMessage, SessionExtension } from "../connection/session-extension.js";
import { whenApplied } from "../connection/when-applied.js";
import { Notifications } from "../listening/notifications.js";
import type { UndoState } from "../messages/message.js";
import { readUndoState } from "../messages/read-undo-state.js";
import { writeWatch } from "../messages/write-action.js";
import type { Replica } from "../replica/replica.js";
import type { TreeObject } from "../replica/tree-object.js";
import { UndoFlag } from "./undo-flag.js";

const most = 100;

/** What is known of one object's history. */
export interface UndoFlags {
  readonly canUndo: UndoFlag;
  readonly canRedo: UndoFlag;
}

/** What a page wants to know of what it may undo: of the objects that somebody follows, and of no others. */
export class UndoWatches implements SessionExtension {
  readonly #replica: Replica;
  readonly #flags = new WeakMap<TreeObject, UndoFlags>();
  /** How many follow an object, whether it is there or not: what the page has destroyed may come back. */
  readonly #counts = new WeakMap<TreeObject, number>();
  readonly #watched = new Set<TreeObject>();
  /** Those of them that the server does not know yet: this page has created them. */
  readonly #unknown = new Set<TreeObject>();
  /** Those of which a state waits for its frame, with the last that the server has told since. */
  readonly #waiting = new Map<TreeObject, UndoState | undefined>();
  #send: ((bytes: Uint8Array<ArrayBuffer>) => void) | undefined;

  constructor(replica: Replica) {
    this.#replica = replica;
    replica.events.destroy.add((object) => this.#end(object));
    replica.events.create.add((object) => {
      if (this.#counts.get(object) && this.#watched.size < most) this.#begin(object);
    });
    replica.events.frame.add(() => {
      for (const object of this.#unknown) if (object.id > 0) this.#ask(object, true);
    });
  }

  connect(send: (bytes: Uint8Array<ArrayBuffer>) => void): void {
    this.#send = send;
    this.#waiting.clear();
  }

  /** What is known stays. */
  disconnect(): void {
    this.#send = undefined;
  }

  read(bytes: Uint8Array): UndoState | undefined {
    return readUndoState(bytes);
  }

  of(object: TreeObject): UndoFlags {
    const known = this.#flags.get(object);
    if (known !== undefined) return known;
    const watch = (more: number) => this.#count(object, more);
    const made = { canUndo: new UndoFlag(watch), canRedo: new UndoFlag(watch) };
    this.#flags.set(object, made);
    return made;
  }

  answer(message: ExtraMessage, calls: PendingCalls, position: number): void {
    const state = message as UndoState;
    const object = this.#replica.at(state.object);
    if (object === undefined || !this.#watched.has(object)) return;
    if (this.#waiting.has(object)) this.#waiting.set(object, state);
    else this.#await(object, state, calls, position);
  }

  #await(object: TreeObject, state: UndoState, calls: PendingCalls, position: number): void {
    this.#waiting.set(object, undefined);
    whenApplied(state.position, calls, position, () => {
      const next = this.#waiting.get(object);
      this.#waiting.delete(object);
      this.#tell(object, state);
      if (next !== undefined) this.#await(object, next, calls, state.position);
    });
  }

  #tell(object: TreeObject, { canUndo, canRedo }: UndoState): void {
    const flags = this.#watched.has(object) && this.#flags.get(object);
    if (!flags) return;
    const notifications = new Notifications();
    flags.canUndo.become(canUndo, notifications);
    flags.canRedo.become(canRedo, notifications);
    notifications.run((error) => this.#replica.host.report(error));
  }

  #count(object: TreeObject, more: number): void {
    const count = Math.max(0, (this.#counts.get(object) ?? 0) + more);
    if (count === 0) this.#end(object);
    else if (!object.isDestroyed && !this.#watched.has(object)) {
      if (this.#watched.size === most) throw new ObjectTreeError("LIMIT", `${most} objects are watched`);
      this.#begin(object);
    }
    this.#counts.set(object, count);
  }

  #begin(object: TreeObject): void {
    this.#watched.add(object);
    this.#ask(object, true);
  }

  #end(object: TreeObject): void {
    if (this.#watched.delete(object)) this.#ask(object, false);
  }

  #ask(object: TreeObject, on: boolean): void {
    this.#unknown.delete(object);
    if (object.id < 0) {
      if (on) this.#unknown.add(object);
      return;
    }
    this.#send?.(writeWatch({ object: object.id, on }).toBytes());
  }
}
