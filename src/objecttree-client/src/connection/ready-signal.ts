import type { ObjectTreeError } from "./object-tree-error.js";

/** A promise that is settled from outside, once, and that nobody has to look at. */
export class ReadySignal {
  #settle: { resolve: () => void; reject: (error: ObjectTreeError) => void } = { resolve() {}, reject() {} };
  #isRejected = false;
  #promise = this.#make();

  get promise(): Promise<void> {
    return this.#promise;
  }

  resolve(): void {
    this.#settle.resolve();
  }

  reject(error: ObjectTreeError): void {
    this.#isRejected = true;
    this.#settle.reject(error);
  }

  /** After a rejection: a new promise. */
  renew(): void {
    if (this.#isRejected) this.#promise = this.#make();
    this.#isRejected = false;
  }

  #make(): Promise<void> {
    const promise = new Promise<void>((resolve, reject) => {
      this.#settle = { resolve, reject };
    });
    // A page that never awaits it hears of the error through `onError`; it is no unhandled rejection.
    promise.catch(() => {});
    return promise;
  }
}
