import { CloseCode } from "./close-code.js";
import type { Ending } from "./ending.js";

/** What the policy has to know of the moment. */
export interface RetryMoment {
  /** Milliseconds, of a clock that only moves forward. */
  readonly now: number;
  /** Whether somebody can see the page. */
  readonly isVisible: boolean;
  /** Whether a token can be asked for again. */
  readonly canAskForToken: boolean;
}

const stopping: ReadonlySet<number> = new Set([
  CloseCode.unsupportedData,
  CloseCode.tooBig,
  CloseCode.malformed,
  CloseCode.forbidden,
  CloseCode.noSuchTree,
  CloseCode.protocolState,
  CloseCode.superseded,
  CloseCode.versionUnsupported,
]);

/** Endings that say no more than that no server is there at the moment. */
const absent: ReadonlySet<number> = new Set([
  CloseCode.goingAway,
  CloseCode.noStatus,
  CloseCode.abnormal,
  CloseCode.restarting,
]);

const second = 1_000;
const longest = 30 * second;
/** The longest that a timer can wait; one that is asked for more does not wait at all. */
const longestTimer = 0x7fff_ffff;
/** A connection that was ready for this long counts as good: what went wrong before it is forgotten. */
const settled = 10 * second;
const mostFaults = 3;
const watched = { longest: 2 * second, during: 120 * second };

/**
 * When to connect again, if at all. The delay is random between 0 and a bound that starts with 1 s and doubles with
 * each try up to 30 s; a server's `retryAfter` goes before. While the page is visible and the server is simply not there,
 * the bound is at most 2 s for the first 2 minutes, so that who looks at the page has it back soon after the server is.
 * A fault of the server (1011, or that it breaks the protocol) is tried again 3 times at most, credentials are asked
 * for again once, and codes that no new try can change are final.
 */
export class RetryPolicy {
  #tries = 0;
  #faults = 0;
  #hasAskedForToken = false;
  #lostAt: number | undefined;
  #readyAt: number | undefined;

  /** The connection is ready. */
  ready(now: number): void {
    this.#readyAt = now;
  }

  /** Forgets all that went wrong: somebody wants it tried afresh. */
  reset(): void {
    this.#tries = this.#faults = 0;
    this.#hasAskedForToken = false;
    this.#lostAt = this.#readyAt = undefined;
  }

  /** How many milliseconds to wait before the next try after this ending; `undefined`: it is final. */
  delayAfter(ending: Ending, moment: RetryMoment): number | undefined {
    if (this.#readyAt !== undefined && moment.now - this.#readyAt >= settled) this.reset();
    this.#readyAt = undefined;
    this.#lostAt ??= moment.now;
    if (!this.#mayTry(ending, moment)) return undefined;
    const bound = Math.min(longest, second * 2 ** this.#tries++);
    if (ending.retryAfter !== undefined) return Math.min(ending.retryAfter, longestTimer);
    return Math.random() * (this.#isWatched(ending, moment) ? Math.min(bound, watched.longest) : bound);
  }

  #mayTry(ending: Ending, moment: RetryMoment): boolean {
    const isOurComplaint = ending.isOurs && ending.code === CloseCode.malformed;
    if (isOurComplaint || ending.code === CloseCode.internal) return this.#faults++ < mostFaults;
    if (ending.code === CloseCode.unauthenticated) {
      const isFirst = !this.#hasAskedForToken;
      this.#hasAskedForToken = true;
      return isFirst && moment.canAskForToken;
    }
    return !stopping.has(ending.code);
  }

  #isWatched(ending: Ending, moment: RetryMoment): boolean {
    const since = moment.now - (this.#lostAt ?? moment.now);
    return moment.isVisible && absent.has(ending.code) && since < watched.during;
  }
}
