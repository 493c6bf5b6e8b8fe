import fc from "fast-check";
import { expect, test } from "vitest";
import { movedSelection } from "../../src/fields/kept-place.js";
import { pass, type Splice, spliceBetween, spliced, spliceOf } from "../../src/fields/splice.js";
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

// Not `fc.double`, whose values are mostly next to 0.
const chance = fc.nat(999).map((thousandths) => thousandths / 1_000);
const edit = fc.record({ from: chance, to: chance, inserted: fc.oneof(fc.constant(""), text) });
type Edit = { from: number; to: number; inserted: string };

function spliceIn(text: string, { from, to, inserted }: Edit): Splice {
  const [start, end] = [placeIn(text, from), placeIn(text, to)].sort((one, other) => one - other) as [number, number];
  return spliceOf(start, end - start, inserted);
}

/** Makes characters each of which is one of its kind, so that it can be found again. */
function freshCharacters(): (count: number) => string {
  let next = 0x4e00;
  return (count) => String.fromCharCode(...Array.from({ length: count }, () => next++));
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
      const fresh = freshCharacters();
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
  const edits = fc.record({ isOwn: fc.boolean(), from: chance, to: chance, length: fc.nat(3) });
  fc.assert(
    fc.property(fc.nat(8), fc.array(edits, { maxLength: 10 }), (length, edits) => {
      const fresh = freshCharacters();
      const history = new TypingHistory();
      let now = fresh(length);
      const others = new Set(now);
      for (const [index, { isOwn, length: inserted, ...where }] of edits.entries()) {
        const splice = spliceIn(now, { ...where, inserted: fresh(inserted) });
        if (isOwn) history.typed([splice], now, index * 300);
        else history.passed(splice);
        if (!isOwn) {
          for (const character of now.slice(splice.position, splice.position + splice.deleted))
            others.delete(character);
          for (const character of splice.inserted) others.add(character);
        }
        now = spliced(now, splice);
      }
      const before = now;
      let turns = 0;
      for (let undone = history.undo(now); undone.length > 0; undone = history.undo(now), turns++)
        now = undone.reduce(spliced, now);
      expect([...now].sort()).toEqual([...others].sort());
      const stayed = [...before].filter((character) => others.has(character));
      expect([...now].filter((character) => before.includes(character))).toEqual(stayed);
      for (; turns > 0; turns--) now = history.redo(now).reduce(spliced, now);
      expect(now).toBe(before);
    }),
  );
});
