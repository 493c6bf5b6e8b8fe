import { expect, test, vi } from "vitest";
import type { TreeObject } from "../../src/index.js";
import { shaped } from "../shaping/shaped.js";
import { codeOf, wire } from "../support/connecting.js";
import { setInt } from "../support/some.js";
import { joined } from "./joined.js";

const busy = new Map([["retryAfter", 500]]);

test.each<[string, (note: TreeObject) => void, (note: TreeObject) => void]>([
  ["set", (note) => note.int("count").set(1), (note) => note.int("count").set(2)],
  ["add, then set", (note) => note.int("count").add(1), (note) => note.int("count").set(2)],
  ["put, then set", (note) => note.dict("style").put("a", 1), (note) => note.dict("style").set({})],
  ["put", (note) => note.dict("style").put("a", 1), (note) => note.dict("style").put("a", 2)],
  ["add, then remove", (note) => note.set("labels").add("a"), (note) => note.set("labels").remove("a")],
])("Busy_WhatALaterActionOverwrote_IsRefused (%s)", async (_, first, second) => {
  const { socket, note } = joined();
  first(note());
  second(note());
  socket.reject(1, "BUSY", "Too many", busy);
  expect(wire.errors).toEqual([]);
  socket.ack(2, 1);
  expect(wire.errors).toMatchObject([{ code: "BUSY", message: "Too many" }]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(socket.actions).toHaveLength(2);
});

test("Busy_WhatALaterActionOverwrote_IsNotShownAgain", () => {
  const { socket, note } = joined();
  const told: number[] = [];
  note().int("count").set(1);
  note().int("count").set(2);
  note()
    .int("count")
    .subscribe((now) => void told.push(now));
  socket.reject(1, "BUSY", "Too many", busy);
  socket.ack(2, 1);
  socket.frame(setInt(2, 2, 2));
  expect(told).toEqual([2]);
  expect([note().int("count").isPending, note().int("count").failure?.code]).toEqual([false, "BUSY"]);
});

test.each<[string, (note: TreeObject) => void, (note: TreeObject) => void]>([
  ["additions", (note) => note.int("count").add(1), (note) => note.int("count").add(2)],
  ["other items", (note) => note.dict("style").put("a", 1), (note) => note.dict("style").put("b", 1)],
  ["other attributes", (note) => note.int("count").set(1), (note) => note.set("labels").set(["a"])],
  ["events", (note) => note.event("rang").emit(1), (note) => note.event("rang").emit(2)],
])("Busy_WhatNoLaterActionOverwrote_IsSentAgain (%s)", async (_, first, second) => {
  const { socket, note } = joined();
  first(note());
  second(note());
  socket.reject(1, "BUSY", "Too many", busy);
  socket.ack(2, 1);
  await vi.advanceTimersByTimeAsync(500);
  expect(socket.actions[2]?.operations).toEqual(socket.actions[0]?.operations);
  expect(wire.errors).toEqual([]);
});

test("Busy_WaitsForTheAnswersOfWhatWasSentAfterIt", async () => {
  const { socket, note } = joined();
  note().int("count").set(1);
  note().int("count").set(2);
  socket.reject(1, "BUSY", "Too many", busy);
  await vi.advanceTimersByTimeAsync(500);
  note().int("count").set(3);
  expect(socket.actions).toHaveLength(2);
  socket.reject(2, "VALIDATION", "No");
  socket.ack(3, 1);
  expect(socket.actions.slice(2).map(({ operations }) => operations)).toMatchObject([[{ value: 1 }], [{ value: 3 }]]);
  expect(note().int("count").value).toBe(3);
});

test("Busy_OfAnUndo_DoesNotTakeBackWhatWasWrittenSince", async () => {
  const { socket, note } = joined();
  const undone = note().undo();
  note().int("count").set(2);
  socket.reject(1, "BUSY", "Too many", busy);
  socket.ack(2, 1);
  expect(await codeOf(undone)).toBe("BUSY");
  await vi.advanceTimersByTimeAsync(1_000);
  expect(socket.undos).toHaveLength(1);
});

test("Busy_OfAMove_IsRefusedWhenItWasMovedSince", async () => {
  const { socket, get, childrenOf } = shaped();
  get(3).moveTo(get(1));
  get(3).moveTo(get(4));
  socket.reject(1, "BUSY", "Too many", busy);
  socket.ack(2, 1);
  expect(wire.errors).toMatchObject([{ code: "BUSY" }]);
  socket.frame({ op: "move", id: 3, parent: 4, index: -1 });
  await vi.advanceTimersByTimeAsync(1_000);
  expect([childrenOf(4), socket.actions.length]).toEqual([[3], 2]);
});

test("Busy_WithManyActions_SendsThemAFewAtATime", async () => {
  const { tree, socket, note } = joined();
  for (let count = 0; count < 100; count++) void tree.record(() => note().int("count").add(1));
  for (let action = 1; action <= 100; action++) socket.reject(action, "BUSY", "Too many", busy);
  await vi.advanceTimersByTimeAsync(500);
  expect(socket.actions).toHaveLength(101);
  socket.ack(101, 1);
  expect(socket.actions).toHaveLength(103);
  for (let action = 102; action <= 110; action++) socket.ack(action, action - 100);
  expect(socket.actions).toHaveLength(120);
  for (let action = 111; action <= 200; action++) socket.ack(action, action - 100);
  expect(socket.actions).toHaveLength(200);
  for (let count = 0; count < 20; count++) note().set("labels").add(count);
  expect([socket.actions.length, note().int("count").value]).toEqual([220, 100]);
});

test("Busy_SendsNothingThatOvertakesWhatIsNotAnswered", async () => {
  const { tree, socket, note } = joined();
  void tree.record(() => note().set("labels").add("a"));
  void tree.record(() => note().int("count").set(1));
  void tree.record(() => note().int("count").set(2));
  for (let action = 1; action <= 3; action++) socket.reject(action, "BUSY", "Too many", busy);
  await vi.advanceTimersByTimeAsync(500);
  socket.ack(4, 1);
  expect(socket.actions.slice(3)).toMatchObject([{ action: 4 }, { action: 5, operations: [{ value: 1 }] }]);
  socket.reject(5, "BUSY", "Too many", busy);
  await vi.advanceTimersByTimeAsync(500);
  socket.ack(6, 2);
  expect(socket.actions.slice(5).map(({ operations }) => operations)).toMatchObject([[{ value: 1 }], [{ value: 2 }]]);
  expect(wire.errors).toEqual([]);
});

test("Busy_WithoutEnd_IsRefused", async () => {
  const { tree, socket, note } = joined();
  const settled = tree.record(() => note().int("count").set(1));
  for (let action = 1; action <= 10; action++) {
    expect(note().int("count").isPending).toBe(true);
    socket.reject(action, "BUSY", "Too many", busy);
    await vi.advanceTimersByTimeAsync(500);
  }
  expect(await codeOf(settled)).toBe("BUSY");
  expect([socket.actions.length, note().int("count").value]).toEqual([10, 0]);
});
