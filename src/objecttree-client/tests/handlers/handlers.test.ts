import { expect, test, vi } from "vitest";
import { ObjectTreeError } from "../../src/connection/object-tree-error.js";
import { handlers } from "../../src/handlers/index.js";
import type { Handlers } from "../../src/messages/message.js";
import { writing } from "../../src/writing/index.js";
import { connectTo, wire } from "../support/connecting.js";
import { noteSnapshot, setText } from "../support/some.js";
import { snapshot } from "../writing/joined.js";

function connected() {
  const tree = connectTo({ handlers });
  tree.handle("confirm", (question) => `${question}: yes`);
  return { tree, socket: wire.server.accept(noteSnapshot()) };
}

/** What the client has said of calls. */
function said() {
  return wire.server.socket.sent.filter(({ kind }) => kind === "Handlers" || kind === "Response");
}

/** What it has answered last, once whatever runs has had its turn. */
async function answered() {
  await vi.advanceTimersByTimeAsync(0);
  return said().at(-1);
}

test("Handlers_AreToldOnceThereIsASessionAndWhenTheyChange", async () => {
  const { tree } = connected();
  expect(await answered()).toEqual({ kind: "Handlers", names: ["confirm"] });
  const end = tree.handle("selection", () => [1, 2]);
  expect(await answered()).toEqual({ kind: "Handlers", names: ["confirm", "selection"] });
  end();
  end();
  await answered();
  expect(said().slice(2)).toEqual([{ kind: "Handlers", names: ["confirm"] }]);
});

test("Handlers_ThatChangeTogether_AreToldOnce", async () => {
  const { tree } = connected();
  await answered();
  for (let count = 1; count < 256; count++) tree.handle(`h${count}`, () => count);
  await answered();
  expect(said().map((message) => (message as Handlers).names.length)).toEqual([1, 256]);
});

test("Handlers_AreToldEachNewSession", async () => {
  const { tree, socket } = connected();
  socket.drop();
  tree.retry();
  wire.server.accept(noteSnapshot());
  expect(wire.server.sockets).toHaveLength(2);
  await answered();
  expect(said()).toEqual([{ kind: "Handlers", names: ["confirm"] }]);
});

test("Handlers_ThatAreNone_AreNotTold", async () => {
  connectTo({ handlers });
  wire.server.accept(noteSnapshot());
  await answered();
  expect(said()).toEqual([]);
});

test("Request_RunsItsHandlerAndIsAnswered", async () => {
  const { socket } = connected();
  socket.request(1, "confirm", { arguments: ["Delete"] });
  expect(await answered()).toEqual({ kind: "Response", request: 1, code: null, value: "Delete: yes" });
});

test("Request_WithoutAnArgument_GetsNullAndNothingIsNull", async () => {
  const { tree, socket } = connected();
  const got: unknown[] = [];
  tree.handle("tell", (args) => void got.push(args));
  socket.request(1, "tell");
  expect(await answered()).toEqual({ kind: "Response", request: 1, code: null, value: null });
  expect(got).toEqual([null]);
});

test("Request_RunsWhenTheFramesOfItsPositionAreApplied", async () => {
  const { tree, socket } = connected();
  tree.handle("read", async () => tree.objects.get(2)?.string("text").value ?? null);
  socket.request(1, "read", { position: 2 });
  socket.frame(setText(2, "first"));
  expect(await answered()).toMatchObject({ kind: "Handlers" });
  socket.frame(setText(2, "second"));
  expect(await answered()).toMatchObject({ value: "second" });
  socket.request(2, "read", { position: 9 });
  socket.snapshot(noteSnapshot("fresh"));
  expect(await answered()).toMatchObject({ request: 2, value: "fresh" });
});

test("Request_OfWhatIsNotHandled_IsNotFound", async () => {
  const { socket } = connected();
  for (const name of ["other", "constructor", "__proto__", "toString", "has"]) {
    socket.request(1, name);
    expect(await answered()).toMatchObject({ code: "NOT_FOUND", value: `the page does not handle "${name}"` });
  }
});

test("Request_WhoseHandlerThrows_TellsItsMessageAndReportsIt", async () => {
  const { tree, socket } = connected();
  const error = new RangeError(`no room \ud800${"x".repeat(2_000)}`);
  tree.handle("fail", () => {
    throw error;
  });
  tree.handle("refuse", async () => {
    throw new ObjectTreeError("NO_ROOM", "the dialog is open");
  });
  tree.handle("wrong", () => Number.NaN);
  await answered();
  socket.request(1, "fail");
  const { code, value } = (await answered()) as { code: string; value: string };
  expect([code, value.length, value.slice(0, 9)]).toEqual(["INTERNAL", 1_024, "no room \ufffd"]);
  expect(wire.errors).toEqual([error]);
  socket.request(2, "refuse");
  expect(await answered()).toEqual({ kind: "Response", request: 2, code: "NO_ROOM", value: "the dialog is open" });
  socket.request(3, "wrong");
  expect(await answered()).toMatchObject({ code: "INTERNAL", value: "NaN is no value" });
  expect(wire.errors).toHaveLength(2);
});

test("Request_WhoseResultIsTooLarge_IsLimited", async () => {
  const { tree, socket } = connected();
  tree.handle("large", () => "x".repeat(1_048_577));
  tree.handle("many", () => Array(5_000).fill(0));
  socket.request(1, "large");
  expect(await answered()).toMatchObject({ code: "LIMIT", value: "total" });
  socket.request(2, "many");
  expect(await answered()).toMatchObject({ code: "LIMIT", value: "elements" });
});

test("Requests_RunBesideEachOther", async () => {
  const { tree, socket } = connected();
  const gates: ((value: number) => void)[] = [];
  tree.handle("wait", () => new Promise<number>((resolve) => gates.push(resolve)));
  socket.request(1, "wait");
  socket.request(2, "wait");
  await vi.advanceTimersByTimeAsync(0);
  gates[1]?.(22);
  expect(await answered()).toMatchObject({ request: 2, value: 22 });
  gates[0]?.(11);
  expect(await answered()).toMatchObject({ request: 1, value: 11 });
});

test("Request_ThatTakesTooLong_IsAborted", async () => {
  const { tree, socket } = connected();
  let signal: AbortSignal | undefined;
  tree.handle("wait", async (_, given) => {
    signal = given;
    await new Promise((resolve) => given.addEventListener("abort", resolve));
  });
  socket.request(1, "wait", { time: 2_000 });
  await vi.advanceTimersByTimeAsync(1_999);
  expect(signal?.aborted).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(signal?.reason).toMatchObject({ code: "TIMEOUT" });
});

test("Request_WhoseConnectionEnds_IsAbortedAndNotAnswered", async () => {
  const { tree, socket } = connected();
  let signal: AbortSignal | undefined;
  tree.handle("wait", async (_, given) => {
    signal = given;
    await new Promise((resolve) => given.addEventListener("abort", resolve));
  });
  socket.request(1, "wait");
  socket.request(2, "wait", { position: 5 });
  await vi.advanceTimersByTimeAsync(0);
  socket.drop();
  expect(signal?.reason).toMatchObject({ code: "DISCONNECTED" });
  tree.retry();
  wire.server.accept(noteSnapshot());
  await vi.advanceTimersByTimeAsync(0);
  expect(said()).toMatchObject([{ kind: "Handlers" }]);
});

test("Request_OfAPageThatWritesAsWell_IsHandledAndActionsAreSettled", async () => {
  const tree = connectTo({ handlers, writing });
  tree.handle("ping", () => "pong");
  const socket = wire.server.accept(snapshot());
  const recorded = tree.record(() => tree.objects.get(2)?.int("count").set(4));
  socket.request(1, "ping", { position: 1 });
  socket.ack(1, 1);
  socket.frame({ op: "int.set", object: 2, attribute: 2, value: 4 });
  await recorded;
  expect(await answered()).toMatchObject({ request: 1, value: "pong" });
  const lost = tree.record(() => tree.objects.get(2)?.int("count").set(5));
  socket.drop();
  await expect(lost).rejects.toMatchObject({ code: "DISCONNECTED" });
});

test("Request_OfAPageThatHandlesNothing_IsMalformed", () => {
  connectTo();
  const socket = wire.server.accept(noteSnapshot());
  socket.request(1, "confirm");
  expect(socket.closedWith).toBe(4400);
});

test("Handle_OfWhatCannotBe_Throws", () => {
  expect(() => connectTo().handle("confirm", () => 1)).toThrow("connect with { handlers }");
  const { tree } = connected();
  expect(() => tree.handle("confirm", () => 1)).toThrow('"confirm" is handled already');
  for (const name of ["", "x".repeat(65), "a\0", "\ud800"]) expect(() => tree.handle(name, () => 1)).toThrow(TypeError);
  for (let count = 1; count < 256; count++) tree.handle(`h${count}`, () => count);
  expect(() => tree.handle("h256", () => 1)).toThrow("256 handlers");
});

test("Request_BesideManyThatWaitOrRun_IsBusy", async () => {
  const { tree, socket } = connected();
  tree.handle("wait", (_, signal) => new Promise((resolve) => signal.addEventListener("abort", () => resolve(1))));
  for (let count = 1; count <= 255; count++) socket.request(count, "wait", { time: 1_000, position: count % 2 });
  socket.request(256, "confirm");
  expect(await answered()).toMatchObject({ request: 256, code: null });
  socket.request(257, "wait", { time: 1_000 });
  socket.request(258, "confirm");
  expect(await answered()).toEqual({ kind: "Response", request: 258, code: "BUSY", value: "256 requests" });
  socket.frame(setText(2, "x"));
  await vi.advanceTimersByTimeAsync(1_000);
  socket.request(259, "confirm");
  expect(await answered()).toMatchObject({ request: 259, code: null });
});

test("Request_OfAServerThatTakesNoAnswer_IsNotAnswered", async () => {
  const tree = connectTo({ handlers });
  tree.handle("confirm", () => "yes");
  const socket = wire.server.accept(noteSnapshot(), { total: 1 });
  await answered();
  socket.request(1, "confirm");
  expect(await answered()).toMatchObject({ kind: "Handlers" });
  expect(wire.errors).toEqual([]);
});
