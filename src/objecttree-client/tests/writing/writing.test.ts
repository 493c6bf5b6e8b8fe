import { expect, test, vi } from "vitest";
import type { Operation } from "../../src/instructions/operation.js";
import type { AttributeOperation } from "../../src/kinds/attribute-operation.js";
import type { ListTopic } from "../../src/kinds/list/list-topic.js";
import type { StringTopic } from "../../src/kinds/string/string-topic.js";
import { writing } from "../../src/writing/index.js";
import { codeOf, connectTo, wire } from "../support/connecting.js";
import { create, root, setInt, type } from "../support/some.js";

function snapshot(text = "two", count = 0): readonly Operation[] {
  const declared = "text: string, count: int, items: list, labels: set, style: dict, rang: event, closed: int";
  const note = type(1, "note", declared);
  const attributes = note.attributes.map((attribute) => ({ ...attribute, flags: attribute.name === "closed" ? 0 : 1 }));
  const state = [text, count, [1, 2, 3], [], new Map(), null, 0];
  return [type(0, "root"), { ...note, attributes }, root(), create(2, 1, state)];
}

function joined(text?: string, limits: { [name: string]: number } = {}) {
  const tree = connectTo({ writing });
  const socket = wire.server.accept(snapshot(text), limits);
  const note = () => {
    const found = tree.objects.get(2);
    if (found === undefined) throw new Error("the snapshot has a note");
    return found;
  };
  return { tree, socket, note };
}

const splice = (position: number, deleted: number, inserted: string): AttributeOperation => ({
  op: "string.splice",
  object: 2,
  attribute: 1,
  position,
  deleted,
  inserted,
});

test("Write_IsShownAtOnceAndSent", () => {
  const { socket, note } = joined();
  note().int("count").set(5);
  expect(note().int("count").value).toBe(5);
  expect(note().int("count").isPending).toBe(true);
  expect(socket.actions).toEqual([
    { action: 1, snapshot: 1, base: 0, operations: [{ op: "int.set", object: 2, attribute: 2, value: 5 }] },
  ]);
});

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

test("Frame_OfAnother_IsAppliedUnderneath", () => {
  const { socket, note } = joined();
  note().int("count").add(5);
  socket.frame(setInt(2, 2, 10));
  expect(note().int("count").value).toBe(15);
  socket.ack(1, 2);
  socket.frame({ op: "int.add", object: 2, attribute: 2, delta: 5 });
  expect(note().int("count").value).toBe(15);
  expect(note().int("count").isPending).toBe(false);
});

test("Frame_OfAnotherOnPendingText_BringsItPast", () => {
  const { socket, note } = joined();
  note().string("text").insert(3, "!");
  socket.frame(splice(0, 1, "T"));
  expect(note().string("text").value).toBe("Two!");
  socket.reject(1, "VALIDATION", "No");
  expect(note().string("text").value).toBe("Two");
});

test("Frame_OfAnotherOnAPendingList_BringsItPast", () => {
  const { socket, note } = joined();
  note().list("items").replace(2, 30);
  socket.frame({ op: "list.removeRange", object: 2, attribute: 3, index: 0, count: 1 });
  expect(note().list("items").value).toEqual([2, 30]);
});

test("Edits_OfOneText_WaitForEachOtherAndTravelTogether", async () => {
  const { socket, note } = joined();
  const text = note().string("text");
  text.insert(3, "a");
  text.insert(4, "b");
  text.insert(5, "c");
  note().int("count").set(1);
  expect(socket.actions.length).toBe(1);
  socket.frame(splice(0, 0, ">"));
  socket.ack(1, 2);
  socket.frame(splice(4, 0, "a"));
  await vi.advanceTimersByTimeAsync(0);
  expect(text.value).toBe(">twoabc");
  expect(socket.actions.slice(1)).toMatchObject([
    { action: 2, base: 2, operations: [splice(5, 0, "b"), splice(6, 0, "c")] },
    { action: 3, base: 2, operations: [{ op: "int.set", value: 1 }] },
  ]);
});

test("Record_MakesOneAction", async () => {
  const { tree, socket, note } = joined();
  let isSettled = false;
  void tree
    .record(() => {
      note().string("text").set("new");
      note().int("count").set(1);
    })
    .then(() => {
      isSettled = true;
    });
  expect(socket.actions.map(({ operations }) => operations.length)).toEqual([2]);
  socket.ack(1, 1);
  await vi.advanceTimersByTimeAsync(0);
  expect(isSettled).toBe(false);
  socket.frame(splice(0, 3, "new"), setInt(2, 2, 1));
  await vi.advanceTimersByTimeAsync(0);
  expect(isSettled).toBe(true);
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

test("Record_ThatThrows_LeavesNoTrace", () => {
  const { tree, socket, note } = joined();
  const told: unknown[] = [];
  note()
    .string("text")
    .listen((change) => void told.push(change));
  expect(() =>
    tree.record(() => {
      note().string("text").set("new");
      throw new Error("changed my mind");
    }),
  ).toThrow("changed my mind");
  expect(note().string("text").value).toBe("two");
  expect(note().string("text").isPending).toBe(false);
  expect([told, socket.actions]).toEqual([[], []]);
});

test("Write_OfWhatIsClosed_IsForbidden", () => {
  const { socket, note } = joined();
  expect(() => note().int("closed").set(1)).toThrow(expect.objectContaining({ code: "FORBIDDEN" }));
  expect(() => note().tags.add("tag")).toThrow(expect.objectContaining({ code: "FORBIDDEN" }));
  expect(socket.actions).toEqual([]);
});

test("Write_WithoutWriting_SaysHowToGetIt", () => {
  const tree = connectTo();
  wire.server.accept(snapshot());
  expect(() => tree.objects.get(2)?.int("count").set(1)).toThrow("connect with { writing }");
});

test("Write_WhatDoesNotFit_ThrowsAndSendsNothing", () => {
  const { socket, note } = joined();
  expect(() => note().string("text").insert(9, "x")).toThrow(RangeError);
  expect(() => note().list("items").remove(3)).toThrow(RangeError);
  expect(note().string("text").isPending).toBe(false);
  expect(socket.actions).toEqual([]);
});

test("Snapshot_KeepsWhatIsPendingOnTop", () => {
  const { socket, note } = joined();
  note().int("count").add(5);
  note().string("text").insert(3, "!");
  socket.ack(2, 9);
  socket.snapshot(snapshot("two!", 10));
  expect(note().int("count").value).toBe(15);
  expect(note().string("text").value).toBe("two!");
  expect([note().int("count").isPending, note().string("text").isPending]).toEqual([true, false]);
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
  expect(note().string("text").value).toBe("two");
  expect(await codeOf(settled)).toBe("DISCONNECTED");
  expect(() => note().string("text").set("x")).toThrow(expect.objectContaining({ code: "DISCONNECTED" }));
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
  expect(await codeOf(settled)).toBe("STALE");
  expect(socket.actions.length).toBe(2);
});

test("Write_OfAListener_IsToldToAllAfterWhatItWasTold", () => {
  const { note } = joined();
  const count = note().int("count");
  const told: string[] = [];
  count.subscribe((now) => {
    told.push(`first ${now}`);
    if (now === 1) count.set(2);
  });
  count.subscribe((now) => void told.push(`second ${now}`));
  told.length = 0;
  count.set(1);
  expect(told).toEqual(["first 1", "second 1", "first 2", "second 2"]);
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

test("Event_IsToldWhenTheServerTellsIt", () => {
  const { socket, note } = joined();
  const told: unknown[] = [];
  note()
    .event("rang")
    .listen((change) => void told.push(change.args));
  note().event("rang").emit("now");
  expect(told).toEqual([]);
  socket.ack(1, 1);
  socket.frame({ op: "event.emit", object: 2, attribute: 6, value: "now" });
  expect(told).toEqual(["now"]);
});

test("Write_BetweenWelcomeAndSnapshot_IsRefusedHere", async () => {
  const { socket, note } = joined();
  const old = note();
  socket.drop();
  await vi.advanceTimersByTimeAsync(1_000);
  const again = wire.server.socket;
  expect(again).not.toBe(socket);
  again.open();
  again.welcome();
  expect(() => old.int("count").set(1)).toThrow(expect.objectContaining({ code: "DISCONNECTED" }));
  again.snapshot(snapshot());
  note().int("count").set(1);
  expect(again.actions).toMatchObject([{ action: 1, snapshot: 1, base: 0 }]);
});

test.each([
  ["string", (topic: never) => (topic as StringTopic).delete(1, -1)],
  ["string", (topic: never) => (topic as StringTopic).insert(1.5, "x")],
  ["list", (topic: never) => (topic as ListTopic).insert(-1, 1)],
  ["list", (topic: never) => (topic as ListTopic).move(0, 3)],
] as const)("Write_OfAPlaceThatCannotBe_Throws (%s, %#)", (kind, act) => {
  const { socket, note } = joined();
  expect(() => act(note()[kind](kind === "string" ? "text" : "items") as never)).toThrow(RangeError);
  expect(socket.actions).toEqual([]);
});
