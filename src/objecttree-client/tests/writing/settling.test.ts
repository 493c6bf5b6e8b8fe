import { expect, test, vi } from "vitest";
import type { Operation } from "../../src/instructions/operation.js";
import { codeOf, wire } from "../support/connecting.js";
import { create, destroy } from "../support/some.js";
import { joined, snapshot, splice } from "./joined.js";

test("Frame_OfAnAckedAction_SettlesItAndTellsNothingAnew", () => {
  const { socket, note } = joined();
  const told: string[] = [];
  note()
    .string("text")
    .listen((change) => void told.push(change.new));
  note().string("text").insert(3, "!");
  socket.ack(1, 1);
  expect(note().string("text").isPending).toBe(true);
  socket.frame(splice(3, 0, "!"));
  expect(note().string("text").isPending).toBe(false);
  expect(told).toEqual(["two!"]);
});

test("Reject_TakesTheActionBackAndSaysWhy", () => {
  const { socket, note } = joined();
  const told: number[] = [];
  note()
    .int("count")
    .subscribe((now) => void told.push(now));
  note().int("count").set(5);
  socket.reject(1, "VALIDATION", "Too much");
  expect(told).toEqual([0, 5, 0]);
  expect(note().int("count").failure).toMatchObject({ code: "VALIDATION", message: "Too much" });
  expect(wire.errors).toMatchObject([{ code: "VALIDATION" }]);
  note().int("count").set(1);
  expect(note().int("count").failure).toBeUndefined();
});

test("Record_Refused_IsTakenBackAsAWhole", async () => {
  const { tree, socket, note } = joined();
  const settled = tree.record(() => {
    note().string("text").set("new");
    note().int("count").set(1);
  });
  socket.reject(1, "FORBIDDEN", "No");
  expect(note().string("text").value).toBe("two");
  expect(note().int("count").value).toBe(0);
  expect(await codeOf(settled)).toBe("FORBIDDEN");
  expect(wire.errors).toEqual([]);
});

test("Reject_OfAListAsAWhole_LeavesWhatWasInsertedLater", () => {
  const { socket, note } = joined();
  note().list("items").set([7, 8]);
  note().list("items").push(9);
  socket.reject(1, "VALIDATION", "No");
  expect(note().list("items").value).toEqual([1, 2, 3, 9]);
  expect(socket.actions.slice(1)).toMatchObject([
    { action: 2, operations: [{ op: "list.insert", index: 3, value: 9 }] },
  ]);
});

test("Write_DeeperThanTheServerTakes_IsTakenBackAndNotSent", async () => {
  const { tree, socket, note } = joined("two", { depth: 2 });
  note()
    .list("items")
    .set([[1], { a: 2 }]);
  expect(socket.actions).toHaveLength(1);
  const settled = tree.record(() =>
    note()
      .dict("style")
      .put("deep", [[[1]]]),
  );
  expect(socket.actions).toHaveLength(1);
  expect(note().dict("style").value).toEqual(new Map());
  expect(await codeOf(settled)).toBe("LIMIT");
});

test("Stale_IsSentAgainOnWhatThereIsNow", () => {
  const { socket, note } = joined();
  note().string("text").insert(3, "!");
  socket.frame(splice(0, 0, ">"));
  socket.reject(1, "STALE", "Too old");
  expect(socket.actions.at(-1)).toMatchObject({ action: 2, base: 1, operations: [splice(4, 0, "!")] });
  expect(wire.errors).toEqual([]);
});

test("End_TakesBackWhatIsNotSettled", async () => {
  const { tree, socket, note } = joined();
  const settled = tree.record(() => note().string("text").set("new"));
  socket.drop();
  expect([note().string("text").value, note().string("text").failure?.code]).toEqual(["two", "DISCONNECTED"]);
  expect(await codeOf(settled)).toBe("DISCONNECTED");
  expect(() => note().string("text").set("x")).toThrow(expect.objectContaining({ code: "DISCONNECTED" }));
});

test("End_TellsOnceThatSingleChangesAreLost", async () => {
  const { tree, socket, note } = joined();
  note().int("count").set(1);
  note().int("count").set(2);
  note().set("labels").add("a");
  const settled = tree.record(() => note().string("text").set("new"));
  socket.drop();
  expect(await codeOf(settled)).toBe("DISCONNECTED");
  expect(wire.errors).toMatchObject([{ code: "DISCONNECTED", message: "changes are lost" }]);
  tree.retry();
  wire.server.accept(snapshot());
  void tree.record(() => note().string("text").set("new"));
  wire.server.socket.drop();
  expect(wire.errors).toHaveLength(1);
});

test("Busy_IsSentAgainWhenTheServerSays", async () => {
  const { socket, note } = joined();
  note().int("count").add(1);
  note().int("count").add(2);
  socket.reject(1, "BUSY", "Too many", new Map([["retryAfter", 500]]));
  socket.reject(2, "BUSY", "Too many", new Map([["retryAfter", 500]]));
  note().int("count").add(3);
  await vi.advanceTimersByTimeAsync(499);
  expect(socket.actions.length).toBe(2);
  await vi.advanceTimersByTimeAsync(1);
  expect(socket.actions.length).toBe(3);
  socket.ack(3, 1);
  expect(socket.actions.slice(2).map(({ operations }) => operations)).toMatchObject([
    [{ op: "int.add", delta: 1 }],
    [
      { op: "int.add", delta: 2 },
      { op: "int.add", delta: 3 },
    ],
  ]);
  expect([note().int("count").value, wire.errors]).toEqual([6, []]);
});

test("Stale_WhatALaterActionOvertook_IsToldAndNotSentAgain", async () => {
  const { tree, socket, note } = joined();
  const settled = tree.record(() => {
    note().string("text").insert(0, ">");
    note().int("count").set(1);
  });
  note().int("count").set(2);
  socket.reject(1, "STALE", "Too old");
  expect(socket.actions.length).toBe(2);
  socket.ack(2, 1);
  expect(await codeOf(settled)).toBe("STALE");
  expect(socket.actions.length).toBe(2);
});

test("Settled_ButChangedByTheServer_LeavesWhatIsWrittenBehindIt", () => {
  const { socket, note } = joined();
  const items = note().list("items");
  items.set([7, 8]);
  items.push(9);
  socket.ack(1, 1);
  socket.frame({
    op: "list.patch",
    object: 2,
    attribute: 3,
    steps: [
      { op: "list.removeRange", index: 0, count: 3 },
      { op: "list.insertRange", index: 0, values: [7, 8] },
    ],
  });
  expect(items.value).toEqual([7, 8, 9]);
});

test("Snapshot_AmidASession_MovesWhatWaits", async () => {
  const { socket, note } = joined();
  note().string("text").insert(0, "x");
  note().list("items").insert(0, 0);
  note().string("text").insert(4, "!");
  note().list("items").insert(4, 4);
  socket.ack(1, 5);
  socket.ack(2, 6);
  const [root, type, top] = snapshot();
  const state = ["ABCxtwo", 0, [9, 0, 1, 2, 3], [], new Map(), null, 0];
  socket.snapshot([root, type, top, create(2, 1, state)] as Operation[]);
  expect([note().string("text").value, note().list("items").value]).toEqual(["ABCxtwo!", [9, 0, 1, 2, 3, 4]]);
  await vi.advanceTimersByTimeAsync(0);
  expect(socket.actions.slice(2).map(({ operations }) => operations)).toEqual([
    [splice(7, 0, "!")],
    [{ op: "list.insert", object: 2, attribute: 3, index: 5, value: 4 }],
  ]);
});

test("Object_ThatComesBack_HasWhatIsPendingOnTop", () => {
  const { tree, socket, note } = joined();
  note().string("text").insert(3, "!");
  note().event("rang").emit("now");
  const gone = note();
  socket.frame(destroy(2));
  expect([gone.isDestroyed, tree.objects.size]).toEqual([true, 1]);
  const heard: unknown[] = [];
  tree.on("create", (object) => object.event("rang").listen(({ args }) => heard.push(args)));
  socket.frame(create(2, 1, ["one two", 5, [], [], new Map(), null, 0]), splice(0, 0, "zero "));
  expect([note() === gone, note().string("text").value, note().int("count").value]).toEqual([
    false,
    "zero one two!",
    5,
  ]);
  expect([note().string("text").isPending, note().int("count").isPending]).toEqual([true, false]);
  socket.ack(1, 3);
  socket.frame(splice(12, 0, "!"));
  expect([note().string("text").value, note().string("text").isPending]).toEqual(["zero one two!", false]);
});
