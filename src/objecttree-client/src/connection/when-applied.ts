import type { PendingCalls } from "./pending-calls.js";

/** Calls `act` when so many frames are applied, as a call is settled that was answered so: never, when the connection ends before. */
export function whenApplied(due: number, calls: PendingCalls, position: number, act: () => void): void {
  const call = calls.nextNumber();
  calls.add(call, act, () => {});
  calls.answer({ kind: "Answer", call, code: null, value: null, position: due, details: new Map() }, position);
}
