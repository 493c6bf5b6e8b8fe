import fc from "fast-check";
import { expect, test } from "vitest";
import { movedSelection } from "../../src/fields/kept-place.js";
import { inverseSplice, pass, type Splice, spliceBetween, spliced, spliceOf } from "../../src/fields/splice.js";
import { TypingHistory } from "../../src/fields/typing-history.js";

const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);
const numRuns = Number(process.env.RUNS ?? 2_000);
console.log(`fields: SEED=${seed} RUNS=${numRuns}`);
fc.configureGlobal({ seed, numRuns });

const text = fc.string({ unit: fc.constantFrom("a", "b", " ", "\n", "😀", "😁"), maxLength: 12 });

/** Somewhere in a text, but in no pair. */
function placeIn(text: string, chance: number): number {
  const places = [0];
  for (const unit of text) places.push((places.at(-1) ?? 0) + unit.length);
  return places[Math.floor(chance * places.length)] ?? 0;
}

const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const edit = fc.record({ from: chance, to: chance, inserted: fc.oneof(fc.constant(""), text) });
type Edit = { from: number; to: number; inserted: string };

function spliceIn(text: string, { from, to, inserted }: Edit): Splice {
  const [start, end] = [placeIn(text, from), placeIn(text, to)].sort((one, other) => one - other) as [number, number];
  return spliceOf(start, end - start, inserted);
}

test("SpliceBetween_TurnsOneTextIntoAnother_AndPartsNoPair", () => {
  fc.assert(
    fc.property(text, text, chance, (old, now, at) => {
      const splice = spliceBetween(old, now, placeIn(now, at));
      expect(spliced(old, splice)).toBe(now);
      expect([splice.inserted, old.slice(splice.position, splice.position + splice.deleted)].join("")).not.toMatch(
        /^[\udc00-\udfff]|[\ud800-\udbff]$/,
      );
    }),
  );
});

test("SpliceBetween_WithTheCaret_IsWhatWasTyped", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 8 }), chance, (old, at) => {
      const place = placeIn(old, at);
      const typed = spliceOf(place, 0, "a");
      expect(spliceBetween(old, spliced(old, typed), place + 1)).toEqual(typed);
      if (place > 0)
        expect(spliceBetween(old, spliced(old, spliceOf(place - 1, 1, "")), place - 1).position).toBe(place - 1);
    }),
  );
});

test("Caret_WhateverOthersDo_StaysBetweenTheSameNeighbours", () => {
  const marked = fc.array(fc.record({ from: chance, to: chance, length: fc.nat(3) }), { maxLength: 8 });
  fc.assert(
    fc.property(fc.nat(10), chance, chance, marked, (length, one, other, edits) => {
      // Every character is one of its kind, so that it can be found again.
      let next = 0x4e00;
      const fresh = (count: number) => String.fromCharCode(...Array.from({ length: count }, () => next++));
      let now = fresh(length);
      const [start, end] = [placeIn(now, one), placeIn(now, other)].sort((a, b) => a - b) as [number, number];
      const parts = [now.slice(0, start), now.slice(start, end), now.slice(end)];
      let selection = { start, end };
      for (const { length: inserted, ...where } of edits) {
        const splice = spliceIn(now, { ...where, inserted: fresh(inserted) });
        selection = movedSelection(selection, splice);
        now = spliced(now, splice);
      }
      const found = [
        now.slice(0, selection.start),
        now.slice(selection.start, selection.end),
        now.slice(selection.end),
      ];
      for (const [index, part] of parts.entries()) {
        const left = [...part].filter((character) => now.includes(character));
        expect([...(found[index] ?? "")].filter((character) => parts.join("").includes(character))).toEqual(left);
      }
    }),
  );
});

test("Caret_OfTwoReplicas_IsAtTheSamePlaceOnceTheyAgree", () => {
  fc.assert(
    fc.property(text, edit, edit, (start, mine, others) => {
      const [own, other] = [spliceIn(start, mine), spliceIn(start, others)];
      const [passedOwn, passedOther] = pass([own], [other]);
      const [here, there] = [
        [own, ...passedOther].reduce(spliced, start),
        [other, ...passedOwn].reduce(spliced, start),
      ];
      expect(here).toBe(there);
      // Who has typed stands behind it, whatever the other has done.
      const caret = own.position + own.inserted.length;
      const moved = passedOther.reduce(movedSelection, { start: caret, end: caret }).start;
      if (own.inserted !== "") expect(here.slice(0, moved).endsWith(own.inserted)).toBe(true);
    }),
  );
});

test("History_UndoesOnlyWhatWasTypedHere_WhateverOthersDo", () => {
  const steps = fc.array(fc.record({ isOwn: fc.boolean(), edit }), { maxLength: 10 });
  fc.assert(
    fc.property(text, steps, (start, steps) => {
      const history = new TypingHistory();
      let [now, others] = [start, start];
      // What the text would be had only the others changed it: all that is typed here, taken out of it.
      let own: Splice[] = [];
      for (const [index, step] of steps.entries()) {
        const splice = spliceIn(now, step.edit);
        if (step.isOwn) {
          history.typed([splice], now, index * 300);
          own = [inverseSplice(splice, now), ...own];
        } else {
          history.passed(splice);
          const [undone, passed] = pass(own, [splice]);
          own = undone;
          others = passed.reduce(spliced, others);
        }
        now = spliced(now, splice);
        if (step.isOwn && own.length > 0) others = own.reduce(spliced, now);
      }
      const before = now;
      let turns = 0;
      for (let undone = history.undo(now); undone.length > 0; undone = history.undo(now), turns++)
        now = undone.reduce(spliced, now);
      expect(now).toBe(others);
      for (; turns > 0; turns--) now = history.redo(now).reduce(spliced, now);
      expect(now).toBe(before);
    }),
  );
});
