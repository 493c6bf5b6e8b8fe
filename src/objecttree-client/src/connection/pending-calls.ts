import type { Answer } from "../messages/message.js";
import type { Value } from "../values/value.js";
import { ObjectTreeError } from "./object-tree-error.js";

interface PendingCall {
  readonly resolve: (value: Value) => void;
  readonly reject: (error: ObjectTreeError) => void;
  /** Came before the frames that show its effect. */
  answer?: Answer;
}

/** The calls of one connection that are not settled: not answered, or answered before the frames that show their effect. */
export class PendingCalls {
  readonly #calls = new Map<number, PendingCall>();
  #last = 0;

  /** The number of the next call. */
  nextNumber(): number {
    return ++this.#last;
  }

  add(call: number, resolve: PendingCall["resolve"], reject: PendingCall["reject"]): void {
    this.#calls.set(call, { resolve, reject });
  }

  /** The server answered, while the client has applied `position` frames. */
  answer(answer: Answer, position: number): void {
    const pending = this.#calls.get(answer.call);
    if (pending === undefined) return; // not ours to judge: nobody waits for it
    pending.answer = answer;
    if (answer.position > position) return;
    const { call, code, value, details } = answer;
    this.#calls.delete(call);
    if (code === null) pending.resolve(value);
    else pending.reject(new ObjectTreeError(code, typeof value === "string" ? value : code, details));
  }

  /** The client has applied `position` frames; or, without one, a snapshot, which has the effect of all that is answered. */
  applied(position?: number): void {
    for (const { answer } of this.#calls.values()) {
      if (answer) this.answer(answer, position ?? answer.position);
    }
  }

  /** The connection ended. */
  end(): void {
    for (const { reject } of this.#calls.values()) {
      reject(new ObjectTreeError("DISCONNECTED"));
    }
    this.#calls.clear();
  }
}
