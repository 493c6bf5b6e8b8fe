import { expect, test, vi } from "vitest";
import { createRecord } from "../../src/values/record.js";
import type { Value } from "../../src/values/value.js";
import { codeOf, connectTo, wire } from "../support/connecting.js";
import { create, noteSnapshot, openType, root, setText, type } from "../support/some.js";

async function called(method: string, ...args: never[]) {
  const tree = connectTo();
  const socket = wire.server.accept(noteSnapshot());
  const note = tree.objects.get(2);
  if (note === undefined) throw new Error("the snapshot has a note");
  const result = note.call(method, ...args);
  result.catch(() => {});
  await vi.advanceTimersByTimeAsync(0);
  return { tree, socket, note, result };
}

test("Call_IsSettledWhenTheFramesOfItsPositionAreApplied", async () => {
  const { socket, note, result } = await called("double", 21 as never);
  expect(socket.calls).toEqual([{ kind: "Call", call: 1, object: 2, method: "double", arguments: [21] }]);
  const seen: unknown[] = [];
  void result.then((value) => seen.push(value, note.string("text").value));
  socket.answer(1, 42, { position: 2 });
  socket.frame(setText(2, "first"));
  await vi.advanceTimersByTimeAsync(0);
  expect(seen).toEqual([]);
  socket.frame(setText(2, "second"));
  await vi.advanceTimersByTimeAsync(0);
  expect(seen).toEqual([42, "second"]);
});

test("Call_AnsweredBeforeAFreshSnapshot_IsSettledByIt", async () => {
  const { socket, result } = await called("read");
  socket.answer(1, "done", { position: 9 });
  socket.snapshot(noteSnapshot());
  expect(await result).toBe("done");
});

test("Answer_BeforeItsCall_IsNotKeptForIt", async () => {
  const { socket, note } = await called("read");
  socket.answer(2, "early", { position: 9 });
  const second = note.call("read");
  await vi.advanceTimersByTimeAsync(0);
  socket.snapshot(noteSnapshot());
  socket.answer(2, "asked for");
  expect(await second).toBe("asked for");
});

test("Call_OfTheServer_NamesNoObjectAndIsSettledAsAnyOther", async () => {
  const { tree, socket, note } = await called("read");
  const result = tree.call("greet", { name: "Anna" });
  await vi.advanceTimersByTimeAsync(0);
  expect(socket.calls[1]).toEqual({
    kind: "Call",
    call: 2,
    object: 0,
    method: "greet",
    arguments: [new Map([["name", "Anna"]])],
  });
  socket.answer(2, "hello", { position: 1 });
  socket.frame(setText(2, "greeted"));
  expect(await result).toBe("hello");
  expect(note.string("text").value).toBe("greeted");
});

test("Call_WithARecord_SendsAMap", async () => {
  const tree = connectTo();
  const socket = wire.server.accept([
    { op: "record", number: 0, record: "Point", fields: ["x", "__proto__"] },
    type(0, "root"),
    openType(1, "note", "at: value"),
    root(),
    create(2, 1, [createRecord({ number: 0, record: "Point", fields: ["x", "__proto__"] }, [1, [2]])]),
  ]);
  const point = tree.objects.get(2)?.value("at").value as never;
  void tree.call("draw", [point]).catch(() => {});
  await vi.advanceTimersByTimeAsync(0);
  const sent = new Map<string, Value>([
    ["__proto__", [2]],
    ["x", 1],
  ]);
  expect(socket.calls.map((call) => call.arguments)).toEqual([[[sent]]]);
});

test("Call_OfAnObjectThatIsGone_ReachesNobody", async () => {
  const { socket, note } = await called("read");
  socket.snapshot(noteSnapshot());
  expect(await codeOf(note.call("read"))).toBe("NOT_FOUND");
  expect(socket.calls).toHaveLength(1);
});

test("Call_OfTheServer_WithoutAConnection_Rejects", async () => {
  const { tree, socket } = await called("read");
  socket.drop();
  expect(await codeOf(tree.call("greet"))).toBe("DISCONNECTED");
});

test("Call_Refused_RejectsWithCodeReasonAndDetails", async () => {
  const { socket, result } = await called("read");
  socket.answer(1, "too early", { code: "BUSY", details: new Map([["retryAfter", 50]]) });
  await expect(result).rejects.toMatchObject({
    code: "BUSY",
    message: "too early",
    details: new Map([["retryAfter", 50]]),
  });
});

test("Call_WhenTheConnectionEnds_Rejects", async () => {
  const { socket, note, result } = await called("read");
  socket.drop();
  expect(await codeOf(result)).toBe("DISCONNECTED");
  expect(await codeOf(note.call("read"))).toBe("DISCONNECTED");
});

test.each([[undefined], [Number.NaN], ["\ud800"], [() => 0], [new Date(0)], [10n]])(
  "Call_With%s_IsNoValue",
  async (argument) => {
    const { result, socket } = await called("read", argument as never);
    expect(await codeOf(result)).toBe("VALIDATION");
    expect(socket.calls).toEqual([]);
  },
);

test("Call_WithWhatTheServerWouldCloseFor_IsRefusedHere", async () => {
  const { note } = await called("read");
  const self: unknown[] = [];
  self.push(self);
  expect(await codeOf(note.call("x".repeat(65)))).toBe("VALIDATION");
  expect(await codeOf(note.call("read", self as never))).toBe("VALIDATION");
  expect(await codeOf(note.call("read", Array(5_000).fill(0)))).toBe("LIMIT");
  expect(await codeOf(note.call("read", "x".repeat(1_048_577)))).toBe("LIMIT");
});
