import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { drafting } from "../../src/drafts/index.js";
import { handlers } from "../../src/handlers/index.js";
import { undoable } from "../../src/undo/index.js";
import { codeOf, wire } from "../support/connecting.js";
import { joined, snapshot } from "../writing/joined.js";

const everything = () => joined("two", {}, { writing: undoable(drafting), handlers });
const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);
const numRuns = Number(process.env.RUNS ?? 500);
console.log(`hostile answers: SEED=${seed} RUNS=${numRuns}`);
const farAway = 2 ** 53 - 1;

test("Answers_ToWhatWasNeverAsked_ChangeNothing", () => {
  const { tree, socket, note } = everything();
  note().int("count").add(5);
  for (const action of [2, 64, farAway]) {
    socket.ack(action, 0);
    socket.reject(action, "VALIDATION", "No");
    socket.reject(action, "BUSY", "Later");
    socket.reject(action, "STALE", "Old");
  }
  socket.answer(99, "nobody");
  socket.undoState(farAway, true, true);
  expect([tree.state, note().int("count").value, note().int("count").isPending]).toEqual(["ready", 5, true]);
  expect([socket.actions.length, wire.errors]).toEqual([1, []]);
});

test("Answers_OfBothSorts_SettleAnActionOnce", async () => {
  const { tree, socket, note } = everything();
  const settled: string[] = [];
  const recorded = tree.record(() => note().int("count").add(5)).finally(() => settled.push("settled"));
  socket.reject(1, "__proto__", null);
  socket.ack(1, 0);
  socket.reject(1, "VALIDATION", "No");
  expect(await codeOf(recorded)).toBe("__proto__");
  expect([settled, note().int("count").value]).toEqual([["settled"], 0]);
});

test("Ack_OfAFrameThatNeverComes_EndsWithTheConnection", async () => {
  const { tree, socket, note } = everything();
  const recorded = tree.record(() => note().int("count").add(5));
  socket.ack(1, farAway);
  expect(note().int("count").isPending).toBe(true);
  socket.drop();
  expect([await codeOf(recorded), note().int("count").value]).toEqual(["DISCONNECTED", 0]);
});

test("Ack_WithIdsOfOtherObjects_HarmsNone", async () => {
  const { tree, socket, note } = everything();
  const recorded = tree.record(() => note().int("count").add(5));
  socket.ack(1, 1, [
    [-1, 2],
    [-1, 1],
    [-7, farAway],
  ]);
  socket.frame({ op: "int.add", object: 2, attribute: 2, delta: 5 });
  await recorded;
  expect([tree.root.id, note().id, note().int("count").value]).toEqual([1, 2, 5]);
});

test.each([-1, 0, 1e300, Number.NaN, "soon", null, true])("Busy_For_%s_IsAskedAgainAfterAWhile", async (retryAfter) => {
  const { socket, note } = everything();
  note().int("count").add(5);
  for (let times = 1; times <= 5; times++) {
    const details = new Map(
      typeof retryAfter === "number" && !Number.isFinite(retryAfter) ? [] : [["retryAfter", retryAfter]],
    );
    socket.reject(times, "BUSY", "Later", details);
    expect(socket.actions).toHaveLength(times);
    await vi.advanceTimersByTimeAsync(retryAfter === 0 ? 0 : 999);
    expect(socket.actions).toHaveLength(retryAfter === 0 ? times + 1 : times);
    await vi.advanceTimersByTimeAsync(1);
    expect(socket.actions).toHaveLength(times + 1);
  }
});

test("Stale_WithoutEnd_IsGivenUp", async () => {
  const { tree, socket, note } = everything();
  const recorded = tree.record(() => note().string("text").insert(0, "x"));
  for (let times = 1; times <= 10; times++) socket.reject(times, "STALE", "Old");
  expect([await codeOf(recorded), note().string("text").value]).toEqual(["STALE", "two"]);
  expect(socket.actions).toHaveLength(4);
});

test("Changes_AThousandPending_AreRefusedFromTheNextOn", () => {
  const { tree, socket, note } = everything();
  const count = note().int("count");
  for (let number = 1; number <= 1_000; number++) count.set(number);
  expect(() => count.set(0)).toThrow(expect.objectContaining({ code: "LIMIT" }));
  expect(() => tree.create("note", tree.root)).toThrow(expect.objectContaining({ code: "LIMIT" }));
  expect([count.value, socket.actions.length, tree.root.children.value.length]).toEqual([1_000, 1_000, 1]);
  socket.ack(1, 0);
  count.set(0);
  expect([count.value, socket.actions.length, wire.errors]).toEqual([0, 1_001, []]);
});

const answers: { hex: string }[] = JSON.parse(
  readFileSync(new URL("../../../../frontend-contract/answers.json", import.meta.url), "utf8"),
);

/** Messages that a server could send now, some of them right, with a few bytes changed. */
const nearlyRight = fc.tuple(
  fc.constantFrom(...answers),
  fc.oneof(fc.constant([]), fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 3 })),
  fc.nat(4),
);

test("Messages_NearlyRight_EndTheSessionOrAreTaken_AndThrowNothing", async () => {
  const outcomes = new Set<string>();
  const property = fc.asyncProperty(fc.array(nearlyRight, { minLength: 1, maxLength: 5 }), async (messages) => {
    const { tree, socket, note } = everything();
    tree.handle("page", () => 1);
    const pending = [
      tree.record(() => note().int("count").add(5)),
      tree.record(() => note().string("text").insert(0, "x")),
    ];
    const settled = pending.map((one) => one.then(() => "made", codeOf.bind(undefined, one)));
    tree.create("note", tree.root);
    const draft = tree.draft(() => note().value);
    note().canUndo.subscribe(() => {});
    for (const [{ hex }, changes, cut] of messages) {
      const bytes = Uint8Array.from(Buffer.from(hex, "hex"));
      for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
      socket.deliver(bytes.subarray(0, bytes.length - (cut === 4 ? 1 : 0)));
    }
    outcomes.add(tree.state);
    // Whatever it was: a new state is taken, and nothing is left of what was before.
    tree.retry();
    socket.drop();
    await vi.advanceTimersByTimeAsync(60_000);
    draft.discard();
    if (tree.state === "reconnecting") {
      wire.server.accept(snapshot("fresh", 3));
      expect([tree.state, note().string("text").value, note().int("count").value]).toEqual(["ready", "fresh", 3]);
      expect(tree.root.children.value).toHaveLength(1);
    }
    for (const one of settled) outcomes.add(await one);
    tree.close();
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
  await fc.assert(property, { seed, numRuns });
  expect([...outcomes]).toEqual(expect.arrayContaining(["ready", "reconnecting", "stopped", "DISCONNECTED"]));
});
