/** The longest that a timer can wait. */
const longest = 0x7fff_ffff;

/** Notices that nothing was heard for too long. One timer, moved on only when it fires, so that hearing costs nothing. */
export class SilenceWatch {
  readonly #silent: () => void;
  #limit = 0;
  #lastHeard = performance.now();
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param limit milliseconds of silence, after which `silent` is called once. */
  constructor(limit: number, silent: () => void) {
    this.#silent = silent;
    this.setLimit(limit);
  }

  setLimit(limit: number): void {
    this.#limit = limit;
    this.stop();
    this.#wait(limit);
  }

  hear(): void {
    this.#lastHeard = performance.now();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #wait(milliseconds: number): void {
    this.#timer = setTimeout(
      () => {
        const left = this.#lastHeard + this.#limit - performance.now();
        if (left > 0) this.#wait(left);
        else this.#silent();
      },
      Math.min(milliseconds, longest),
    );
  }
}
