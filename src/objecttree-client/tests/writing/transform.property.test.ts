import fc from "fast-check";
import { expect, test } from "vitest";
import type { ListOperation, ListStep } from "../../src/kinds/list/list-operation.js";
import { ListTopic } from "../../src/kinds/list/list-topic.js";
import type { StringOperation } from "../../src/kinds/string/string-operation.js";
import { StringTopic } from "../../src/kinds/string/string-topic.js";
import { Notifications } from "../../src/listening/notifications.js";
import type { Value } from "../../src/values/value.js";
import { inverseOf } from "../../src/writing/inverse.js";
import { cross } from "../../src/writing/transform/cross.js";
import { passList } from "../../src/writing/transform/list-transform.js";
import { passString } from "../../src/writing/transform/string-transform.js";

const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);
const numRuns = Number(process.env.RUNS ?? 20_000);
console.log(`transforms: SEED=${seed} RUNS=${numRuns}`);

/** What decides about an operation, whatever there is to operate on. */
const choice = fc.tuple(fc.nat(9), fc.nat(99), fc.nat(99));
const choices = fc.array(choice, { maxLength: 4 });
type Choice = readonly [what: number, one: number, other: number];

function stringOperation(text: string, [what, one, other]: Choice, name: string): StringOperation {
  if (what === 0) return { op: "string.set", value: name };
  const position = one % (text.length + 1);
  const deleted = other % (text.length - position + 1);
  return { op: "string.splice", position, deleted, inserted: what < 3 ? "" : name };
}

function listStep(length: number, [what, one, other]: Choice, name: string): ListStep {
  const index = one % (length + 1);
  if (what < 4 || length === 0) return { op: "list.insert", index, value: name };
  if (what === 4) return { op: "list.insertRange", index, values: [`${name}1`, `${name}2`] };
  const item = one % length;
  if (what < 7) return { op: "list.removeRange", index: item, count: 1 + (other % (length - item)) };
  if (what === 7) return { op: "list.replace", index: item, value: name };
  return { op: "list.move", from: item, to: other % length };
}

function listOperation(items: readonly Value[], choice: Choice, name: string): ListOperation {
  const [what, one, other] = choice;
  if (one === 0) return { op: "list.set", value: [`${name}x`, `${name}y`] };
  if (other % 5 > 0) return listStep(items.length, choice, name);
  const first = listStep(items.length, choice, name);
  const then = new ListTopic(items);
  const second = listStep(applied(then, first).length, [(what + 3) % 10, other, one], `${name}'`);
  return { op: "list.patch", steps: [first, second] };
}

function applied<State, Operation>(
  topic: { apply(operation: Operation): void; commitStaged(notifications: Notifications): void; readonly value: State },
  ...operations: readonly Operation[]
): State {
  for (const operation of operations) {
    topic.apply(operation);
    topic.commitStaged(new Notifications());
  }
  return topic.value;
}

test("Cross_OfTexts_LeadsBothWaysToTheSame", () => {
  const row = (text: string, chosen: readonly Choice[], name: string) => {
    const topic = new StringTopic(text);
    return chosen.map((one, index) => {
      const operation = stringOperation(topic.value, one, `${name}${index}`);
      applied(topic, operation);
      return operation;
    });
  };
  fc.assert(
    fc.property(fc.string({ maxLength: 8 }), choices, choices, fc.boolean(), (text, mine, others, areFirst) => {
      const [ours, theirs] = [row(text, mine, "x"), row(text, others, "p")];
      const [oursThen, theirsThen] = cross(ours, theirs, areFirst, passString);
      const one = applied(new StringTopic(text), ...ours, ...theirsThen);
      expect(applied(new StringTopic(text), ...theirs, ...oursThen)).toBe(one);
    }),
    { seed, numRuns },
  );
});

test("Cross_OfLists_LeadsBothWaysToTheSame", () => {
  const row = (items: readonly Value[], chosen: readonly Choice[], name: string) => {
    const topic = new ListTopic(items);
    return chosen.map((one, index) => {
      const operation = listOperation(topic.value, one, `${name}${index}`);
      applied(topic, operation);
      return operation;
    });
  };
  const list = fc.nat(6).map((length) => [..."abcdef"].slice(0, length));
  fc.assert(
    fc.property(list, choices, choices, fc.boolean(), (items, mine, others, areFirst) => {
      const [ours, theirs] = [row(items, mine, "x"), row(items, others, "p")];
      const [oursThen, theirsThen] = cross(ours, theirs, areFirst, passList);
      const one = applied(new ListTopic<Value>(items), ...ours, ...theirsThen);
      expect(applied(new ListTopic<Value>(items), ...theirs, ...oursThen)).toEqual(one);
    }),
    { seed, numRuns },
  );
});

test("Inverse_OfAnOperationWithPlaces_Restores", () => {
  const list = fc.nat(6).map((length) => [..."abcdef"].slice(0, length));
  fc.assert(
    fc.property(fc.string({ maxLength: 8 }), list, choice, (text, items, chosen) => {
      const edit = stringOperation(text, chosen, "x");
      const back = inverseOf(edit, text) as StringOperation[];
      expect(applied(new StringTopic(text), edit, ...back)).toBe(text);
      const change = listOperation(items, chosen, "x");
      const undo = inverseOf(change, items) as ListOperation[];
      expect(applied(new ListTopic<Value>(items), change, ...undo)).toEqual(items);
    }),
    { seed, numRuns },
  );
});
