import { expect, test, vi } from "vitest";
import { dom } from "../../src/dom/index.js";
import { SubscriptionScope } from "../../src/listening/scope.js";
import { shaping } from "../../src/shaping/index.js";
import { undoable } from "../../src/undo/index.js";
import { writing } from "../../src/writing/index.js";
import { shaped } from "../shaping/shaped.js";
import { connectTo, wire } from "../support/connecting.js";
import { create, root, setInt, type } from "../support/some.js";
import { joined as joinedTo, snapshot } from "../writing/joined.js";

const joined = () => joinedTo(undefined, {}, { writing: undoable(writing) });
const watches = () => wire.server.socket.sent.filter(({ kind }) => kind === "Watch");

test("UndoState_IsAskedForWhileSomebodyFollowsIt", () => {
  const { socket, note } = joined();
  expect([note().canUndo.value, note().canRedo.value]).toEqual([false, false]);
  expect(watches()).toEqual([]);
  const undo = note().canUndo.subscribe(() => {});
  const redo = note().canRedo.subscribe(() => {});
  expect(watches()).toEqual([{ kind: "Watch", object: 2, on: true }]);
  undo();
  undo();
  expect(watches()).toHaveLength(1);
  redo();
  expect(watches()[1]).toEqual({ kind: "Watch", object: 2, on: false });
  socket.undoState(2, true, true);
  expect(note().canUndo.value).toBe(false);
});

test("UndoState_ChangesWithItsFrame", () => {
  const { socket, note } = joined();
  const heard: unknown[] = [];
  note().canUndo.subscribe((now, before) => heard.push([now, before, note().int("count").value]));
  socket.undoState(2, true, false, 1);
  expect(heard).toEqual([[false, undefined, 0]]);
  socket.frame(setInt(2, 2, 7));
  expect(heard.slice(1)).toEqual([[true, false, 7]]);
  socket.undoState(2, true, false, 1);
  expect(heard).toHaveLength(2);
  expect(note().canRedo.value).toBe(false);
});

test("UndoState_OfAnObjectThatIsReplaced_IsAskedForAnew", () => {
  const { socket, note } = joined();
  const old = note();
  const end = old.canUndo.subscribe(() => {});
  socket.snapshot(snapshot());
  expect(watches()[1]).toEqual({ kind: "Watch", object: 2, on: false });
  note().canUndo.subscribe(() => {});
  end();
  expect(watches().slice(2)).toEqual([{ kind: "Watch", object: 2, on: true }]);
  socket.undoState(2, true, true);
  expect([old.canUndo.value, note().canUndo.value]).toEqual([false, true]);
  old.canUndo.subscribe(() => {});
  expect(watches()).toHaveLength(3);
});

test("UndoState_FollowedByAView_EndsWithIt", () => {
  const { note } = joined();
  const scope = new SubscriptionScope();
  scope.run(() => note().canUndo.subscribe(() => {}));
  scope.end();
  expect(watches()).toEqual([
    { kind: "Watch", object: 2, on: true },
    { kind: "Watch", object: 2, on: false },
  ]);
});

test("UndoState_OfTooManyObjects_IsLimitedHere", () => {
  const { tree, socket } = joined();
  socket.snapshot([
    type(0, "root"),
    type(1, "note"),
    root(),
    ...Array.from({ length: 101 }, (_, index) => create(index + 2, 1)),
  ]);
  const [extra, ...notes] = tree.root.children.value;
  for (const each of notes) each.canUndo.subscribe(() => {});
  expect(watches()).toHaveLength(100);
  expect(() => extra?.canUndo.subscribe(() => {})).toThrow("100 objects are watched");
  notes[0]?.canRedo.subscribe(() => {});
  expect(watches()).toHaveLength(100);
});

test("UndoState_WhoseListenerThrows_IsReportedAndKnown", () => {
  const { socket, note } = joined();
  note().canUndo.subscribe((now) => {
    if (now) throw new Error("late");
  });
  socket.undoState(2, true, false);
  expect(wire.errors).toMatchObject([{ message: "late" }]);
  expect(note().canUndo.value).toBe(true);
  expect(() =>
    note().canRedo.subscribe(() => {
      throw new Error("at once");
    }),
  ).toThrow("at once");
  expect(watches()).toHaveLength(1);
});

test("UndoState_AfterTheConnectionEnded_StaysAndNobodyIsAsked", () => {
  const { socket, note } = joined();
  const end = note().canUndo.subscribe(() => {});
  socket.undoState(2, true, false);
  socket.drop();
  expect(note().canUndo.value).toBe(true);
  end();
  expect(watches()).toHaveLength(1);
});

test("UndoState_CanBeBoundTo", () => {
  const { socket, note } = joined();
  vi.stubGlobal("document", { createElement: () => ({ textContent: "" }) });
  const element = dom.element("p", { text: note().canUndo });
  socket.undoState(2, true, false);
  expect(element.textContent).toBe("true");
  vi.unstubAllGlobals();
});

test("UndoState_OfAPageThatActsAsWell_IsToldAndActionsAreSettled", async () => {
  const { tree, socket, note } = joined();
  note().canUndo.subscribe(() => {});
  const recorded = tree.record(() => note().int("count").set(4));
  socket.ack(1, 1);
  socket.undoState(2, true, false, 1);
  socket.frame(setInt(2, 2, 4));
  await recorded;
  expect(note().canUndo.value).toBe(true);
});

test("UndoState_OfAPageThatDoesNotFollowIt_Throws", () => {
  const tree = connectTo({ writing });
  wire.server.accept(snapshot());
  expect(() => tree.root.canUndo).toThrow("undoable(writing)");
});

test("UndoState_OfAnObjectThatThePageCreates_IsAskedForOnceTheServerKnowsIt", () => {
  const { tree, socket, get } = shaped(undoable(shaping));
  const made = tree.create("card", get(2));
  made.canUndo.subscribe(() => {});
  expect(watches()).toEqual([]);
  socket.ack(1, 1, [[-1, 9]]);
  expect(watches()).toEqual([{ kind: "Watch", object: 9, on: true }]);
  const gone = tree.create("card", get(2));
  gone.canUndo.subscribe(() => {});
  gone.destroy();
  expect(watches()).toHaveLength(1);
});
