import type { Ack, Reject, Request, UndoState } from "../messages/message.js";
import type { PendingCalls } from "./pending-calls.js";
import type { AcceptedLimits } from "./server-limits.js";

/** @internal What only some clients are told; those that lack what takes it are never sent it. */
export type ExtraMessage = Ack | Reject | Request | UndoState;

/** @internal What takes part in one session after the other, in clients that do more than read and call. */
export interface SessionExtension {
  /**
   * A session is there, whose first snapshot comes next: from then on what is sent goes through it.
   * @param epoch names the server's tree: what the page knows of another one means nothing there.
   */
  connect(send: (bytes: Uint8Array<ArrayBuffer>) => void, limits: AcceptedLimits, epoch: string): void;
  /** Reads what is for it; `undefined`: it is another message. */
  read(bytes: Uint8Array): ExtraMessage | undefined;
  /** Takes what it has read, while `position` frames are applied. */
  answer(message: ExtraMessage, calls: PendingCalls, position: number): void;
  /** The session is over, with a frame that was not applied or between two. */
  disconnect(): void;
}
