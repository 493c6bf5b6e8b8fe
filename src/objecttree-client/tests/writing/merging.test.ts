import { expect, test, vi } from "vitest";
import { drafting } from "../../src/drafts/index.js";
import { shaped } from "../shaping/shaped.js";
import { wire } from "../support/connecting.js";
import { joined } from "./joined.js";

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

test("Set_WhileOthersWait_LeavesNothingOfThem", async () => {
  const { socket, note } = joined();
  const items = note().list("items");
  for (let first = 0; first < 200; first++) items.set([...numbers(200).slice(first), ...numbers(first)]);
  items.push("last");
  socket.ack(1, 0);
  await vi.advanceTimersByTimeAsync(0);
  expect(socket.actions.slice(1).map(({ operations }) => operations.map(({ op }) => op))).toEqual([
    ["list.set", "list.insert"],
  ]);
  expect([items.value[0], items.value.at(-1), wire.errors]).toEqual([199, "last", []]);
  socket.ack(2, 0);
  expect([items.isPending, items.value]).toEqual([false, [1, 2, 3]]);
});

test("Set_OfMoreThanTheServerTakes_LeavesWhatWaits", () => {
  const { socket, note } = joined("two", { elements: 50 });
  const items = note().list("items");
  items.push(4);
  items.push(5);
  items.set(numbers(60));
  socket.ack(1, 0);
  expect(socket.actions.slice(1).map(({ operations }) => operations)).toMatchObject([
    [{ op: "list.insert", value: 5 }],
  ]);
  socket.ack(2, 0);
  expect(wire.errors).toMatchObject([{ code: "LIMIT" }]);
});

test("Writes_ThatWait_TravelTogetherAsFarAsTheServerTakesThem", () => {
  const { socket, note } = joined("two", { elements: 50 });
  const items = note().list("items");
  for (let count = 0; count < 10; count++) items.push(...numbers(15));
  for (let action = 1; action <= 10; action++) socket.ack(action, 0);
  expect(socket.actions.map(({ operations }) => operations.length).reduce((sum, length) => sum + length)).toBe(10);
  expect(Math.max(...socket.actions.map(({ operations }) => operations.length))).toBe(3);
  expect(wire.errors).toEqual([]);
});

test("Set_WithinARecord_KeepsWhatWasWrittenBefore", () => {
  const { tree, socket, note } = joined();
  void tree.record(() => {
    note().int("count").add(1);
    note().int("count").set(5);
  });
  expect(socket.actions[0]?.operations).toHaveLength(2);
});

test("Set_BelowADraft_IsShownBelowIt", () => {
  const { tree, socket, get } = shaped(drafting);
  const text = get(3).list("links");
  text.push(1);
  text.push(2);
  const draft = tree.draft(() => get(3).int("count").set(7));
  text.set([8]);
  text.push(9);
  expect([text.value, get(3).int("count").value]).toEqual([[8, 9], 7]);
  draft.discard();
  socket.ack(1, 0);
  expect(socket.actions[1]?.operations).toMatchObject([{ op: "list.set", value: [8] }, { op: "list.insert" }]);
});
