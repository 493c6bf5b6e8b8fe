/** What to do with an error that page code threw. */
export type Report = (error: unknown) => void;

/**
 * The calls that a frame causes. All of them are gathered when the frame is applied, before the first is made: who
 * subscribes while they are made hears of the next frame first, and who has unsubscribed by its turn is left out.
 */
export class Notifications {
  readonly #calls: (() => void)[] = [];

  add(call: () => void): void {
    this.#calls.push(call);
  }

  /** Makes the calls in order. One that throws is reported and keeps none of the others from being made. */
  run(report: Report): void {
    for (const call of this.#calls) {
      try {
        call();
      } catch (error) {
        report(error);
      }
    }
  }
}
