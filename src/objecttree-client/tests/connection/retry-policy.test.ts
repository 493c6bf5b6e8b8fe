import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { byeEnding, type Ending, lostEnding } from "../../src/connection/ending.js";
import { RetryPolicy } from "../../src/connection/retry-policy.js";

beforeEach(() => {
  vi.spyOn(Math, "random").mockReturnValue(0.999);
});
afterEach(() => {
  vi.restoreAllMocks();
});

function bye(code: number, retryAfter: number | null = null): Ending {
  return byeEnding({ kind: "Bye", code, name: "", resumable: false, retryAfter, details: new Map() });
}

function boundsOf(
  policy: RetryPolicy,
  ending: Ending,
  moment: { isVisible: boolean },
  times: number,
): (number | undefined)[] {
  return Array.from({ length: times }, () => {
    const delay = policy.delayAfter(ending, { now: 0, canAskForToken: false, ...moment });
    return delay === undefined ? undefined : Math.ceil(delay / 1_000);
  });
}

test("Lost_WhileHidden_DoublesToThirtySeconds", () => {
  expect(boundsOf(new RetryPolicy(), lostEnding, { isVisible: false }, 7)).toEqual([1, 2, 4, 8, 16, 30, 30]);
});

test("Lost_WhileVisible_IsAtMostTwoSeconds", () => {
  expect(boundsOf(new RetryPolicy(), lostEnding, { isVisible: true }, 5)).toEqual([1, 2, 2, 2, 2]);
});

test("Overloaded_WhileVisible_IsNoAbsence", () => {
  expect(boundsOf(new RetryPolicy(), bye(1013), { isVisible: true }, 4)).toEqual([1, 2, 4, 8]);
});

test("RetryAfter_GoesBeforeAllElse", () => {
  expect(boundsOf(new RetryPolicy(), bye(4429, 50_000), { isVisible: true }, 2)).toEqual([50, 50]);
});

test("RetryAfter_LongerThanATimerCanWait_IsTheLongestThatItCan", () => {
  expect(boundsOf(new RetryPolicy(), bye(1013, 3_000_000_000), { isVisible: true }, 1)).toEqual([2_147_484]);
});

test("Ready_ForTenSeconds_ForgetsWhatWasBefore_AndNotSooner", () => {
  const policy = new RetryPolicy();
  const moment = { isVisible: false, canAskForToken: false };
  const bounds = [0, 9_999, 20_000].map((stayed, round) => {
    policy.ready(round * 100_000);
    return Math.ceil((policy.delayAfter(lostEnding, { now: round * 100_000 + stayed, ...moment }) ?? 0) / 1_000);
  });
  expect(bounds).toEqual([1, 2, 1]);
});
