import { expect, test, vi } from "vitest";
import { connectTo, wire } from "../support/connecting.js";
import { setInt } from "../support/some.js";
import { joined, snapshot, splice } from "./joined.js";

test("Undo_IsAskedForAndDoneOnceItsFrameIsThere", async () => {
  const { tree, socket, note } = joined();
  const done = vi.fn();
  void tree.root.undo().then(done);
  void note().redo();
  // The other would overtake it if it were sent again.
  expect(socket.undos).toEqual([{ kind: "Undo", action: 1, object: 1, redo: false }]);
  socket.ack(1, 1);
  expect(socket.undos[1]).toEqual({ kind: "Undo", action: 2, object: 2, redo: true });
  await vi.advanceTimersByTimeAsync(0);
  expect(done).not.toHaveBeenCalled();
  socket.frame(setInt(2, 2, 7));
  await vi.advanceTimersByTimeAsync(0);
  expect(done).toHaveBeenCalledWith(true);
  expect(note().int("count").value).toBe(7);
});

test("Undo_OfNothing_IsFalseAndNoError", async () => {
  const { tree, socket } = joined();
  const undone = tree.root.undo();
  socket.reject(1, "NOTHING_TO_UNDO", "There is nothing to undo.");
  expect(await undone).toBe(false);
  expect(wire.errors).toEqual([]);
});

test("Undo_InConflict_RejectsAndIsNotReportedAsWell", async () => {
  const { tree, socket } = joined();
  const undone = tree.root.undo();
  socket.reject(1, "UNDO_CONFLICT", "It was changed since.");
  await expect(undone).rejects.toMatchObject({ code: "UNDO_CONFLICT", message: "It was changed since." });
  expect(wire.errors).toEqual([]);
});

test("Undo_GoesBehindAnEditThatWaits", async () => {
  const { tree, socket, note } = joined();
  note().string("text").insert(3, "a");
  note().string("text").insert(4, "b");
  void tree.root.undo();
  expect(socket.undos).toEqual([]);
  socket.ack(1, 1);
  socket.frame(splice(3, 0, "a"));
  await vi.advanceTimersByTimeAsync(0);
  expect(socket.actions.map(({ action }) => action)).toEqual([1, 2]);
  expect(socket.undos).toEqual([]);
  socket.ack(2, 2);
  expect(socket.undos).toMatchObject([{ action: 3 }]);
});

test("Undo_ThatTheServerIsTooBusyFor_IsAskedForAgain", async () => {
  const { tree, socket } = joined();
  void tree.root.undo();
  socket.reject(1, "BUSY", "Later", new Map([["retryAfter", 50]]));
  await vi.advanceTimersByTimeAsync(50);
  expect(socket.undos.map(({ action }) => action)).toEqual([1, 2]);
});

test("Undo_WhereItCannotBe_Rejects", async () => {
  const { tree, socket, note } = joined();
  const gone = note();
  const recorded: Promise<boolean>[] = [];
  await tree.record(() => void recorded.push(tree.root.undo()));
  await expect(recorded[0]).rejects.toThrow(TypeError);
  socket.frame({ op: "destroy", id: 2 });
  await expect(gone.undo()).rejects.toMatchObject({ code: "NOT_FOUND" });
  socket.drop();
  await expect(tree.root.undo()).rejects.toMatchObject({ code: "DISCONNECTED" });
});

test("Undo_WhenTheConnectionEnds_Rejects", async () => {
  const { tree, socket } = joined();
  const undone = tree.root.undo();
  socket.drop();
  await expect(undone).rejects.toMatchObject({ code: "DISCONNECTED" });
});

test("Undo_OfATreeThatIsOnlyRead_Throws", () => {
  const tree = connectTo();
  wire.server.accept(snapshot());
  expect(() => tree.root.undo()).toThrow(TypeError);
});
