import { expect, test, vi } from "vitest";
import type { ListTopic } from "../../src/kinds/list/list-topic.js";
import type { StringTopic } from "../../src/kinds/string/string-topic.js";
import { writing } from "../../src/writing/index.js";
import { connectTo, wire } from "../support/connecting.js";
import { create, openType, root, setInt, setText, type } from "../support/some.js";
import { joined, snapshot, splice } from "./joined.js";

test("Write_IsShownAtOnceAndSent", () => {
  const { socket, note } = joined();
  note().int("count").set(5);
  expect(note().int("count").value).toBe(5);
  expect(note().int("count").isPending).toBe(true);
  expect(socket.actions).toEqual([
    { action: 1, snapshot: 1, base: 0, operations: [{ op: "int.set", object: 2, attribute: 2, value: 5 }] },
  ]);
});

test("Splice_ReplacesAPartInOneOperation", () => {
  const { socket, note } = joined();
  note().string("text").splice(1, 2, "en");
  expect(note().string("text").value).toBe("ten");
  expect(socket.actions).toMatchObject([{ operations: [splice(1, 2, "en")] }]);
  note().string("text").splice(1, 0, "");
  expect(socket.actions.length).toBe(1);
});

test("Set_OfText_SendsTheShorterOfTheWholeAndThePartThatDiffers", () => {
  const { socket, note } = joined("a long enough text");
  note().string("text").set("a long, long enough text");
  expect(socket.actions).toMatchObject([{ operations: [splice(6, 0, ", long")] }]);
  socket.ack(1, 0);
  note().string("text").set("another");
  note().string("text").set("another");
  expect(socket.actions.slice(1)).toMatchObject([{ operations: [{ op: "string.set", value: "another" }] }]);
});

test("Set_OfTextThatAnotherSetsToo_HoldsOneOfThem", () => {
  const { socket, note } = joined("old");
  note().string("text").set("mine");
  socket.frame(setText(2, "theirs"));
  expect(note().string("text").value).toBe("mine");
  socket.ack(1, 2);
  socket.frame(setText(2, "mine"));
  expect([note().string("text").value, note().string("text").isPending]).toEqual(["mine", false]);
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

test("Write_OfAnObjectToAValue_ShowsAReference", () => {
  const tree = connectTo({ writing });
  const any = openType(1, "note", "any: value");
  const socket = wire.server.accept([type(0, "root"), any, root(), create(2, 1, [null])]);
  const topic = tree.objects.get(2)?.value("any");
  topic?.set(tree.root);
  expect(topic?.value).toMatchObject({ id: 1, object: tree.root });
  expect(socket.actions[0]?.operations).toMatchObject([{ op: "value.set", value: { id: 1 } }]);
});
