import type { Answer } from "../messages/message.js";
import type { Value } from "../values/value.js";
import { ObjectTreeError } from "./object-tree-error.js";

interface PendingCall {
  readonly resolve: (value: Value) => void;
  readonly reject: (error: ObjectTreeError) => void;
}

/** The calls of one connection that are not settled: not answered, or answered before the frames that show their effect. */
export class PendingCalls {
  readonly #calls = new Map<number, PendingCall>();
  #waiting: Answer[] = [];
  #last = 0;

  /** The number of the next call. */
  nextNumber(): number {
    return ++this.#last;
  }

  add(call: number): Promise<Value> {
    return new Promise((resolve, reject) => this.#calls.set(call, { resolve, reject }));
  }

  /** The server answered, while the client has applied `position` frames. */
  answer(answer: Answer, position: number): void {
    if (answer.position <= position) this.#settle(answer);
    else this.#waiting.push(answer);
  }

  /** The client has applied `position` frames, or a snapshot, which has the effect of all that is answered. */
  applied(position: number): void {
    if (this.#waiting.length === 0) return;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const answer of waiting) this.answer(answer, position);
  }

  /** The connection ended. */
  end(): void {
    for (const { reject } of this.#calls.values()) {
      reject(new ObjectTreeError("DISCONNECTED"));
    }
    this.#calls.clear();
    this.#waiting = [];
  }

  /** An answer to a call that is not there is not ours to judge: nothing waits for it. */
  #settle({ call, code, value, details }: Answer): void {
    const pending = this.#calls.get(call);
    this.#calls.delete(call);
    if (code === null) pending?.resolve(value);
    else pending?.reject(new ObjectTreeError(code, typeof value === "string" ? value : code, details));
  }
}
