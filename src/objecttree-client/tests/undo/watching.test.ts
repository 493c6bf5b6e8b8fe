import { expect, test } from "vitest";
import { shaping } from "../../src/shaping/index.js";
import { undoable } from "../../src/undo/index.js";
import { writing } from "../../src/writing/index.js";
import { shaped } from "../shaping/shaped.js";
import { wire } from "../support/connecting.js";
import { setInt } from "../support/some.js";
import { joined as joinedTo } from "../writing/joined.js";

const joined = () => joinedTo(undefined, {}, { writing: undoable(writing) });
const watches = () =>
  wire.server.socket.sent.flatMap((sent) => (sent.kind === "Watch" ? [[sent.object, sent.on]] : []));

test("Object_ThatComesBack_IsWatchedAgain", () => {
  const { socket, get } = shaped(undoable(shaping));
  const card = get(3);
  const end = card.canUndo.subscribe(() => {});
  card.destroy();
  socket.reject(1, "FORBIDDEN", "No");
  expect(watches()).toEqual([
    [3, true],
    [3, false],
    [3, true],
  ]);
  socket.undoState(3, true, false);
  expect(card.canUndo.value).toBe(true);
  end();
  expect(watches().slice(3)).toEqual([[3, false]]);
  card.canRedo.subscribe(() => {});
  expect(watches().slice(4)).toEqual([[3, true]]);
  socket.undoState(3, false, true);
  expect([card.canUndo.value, card.canRedo.value]).toEqual([false, true]);
});

test("Object_WithoutFollowersWhenItComesBack_IsNotWatched", () => {
  const { socket, get } = shaped(undoable(shaping));
  const card = get(3);
  const end = card.canUndo.subscribe(() => {});
  card.destroy();
  end();
  end();
  socket.reject(1, "FORBIDDEN", "No");
  expect(watches()).toHaveLength(2);
  card.canUndo.subscribe(() => {});
  expect(watches().slice(2)).toEqual([[3, true]]);
});

test("Object_ThatIsFollowedWhileItIsGone_IsWatchedWhenItComesBack", () => {
  const { socket, get } = shaped(undoable(shaping));
  const card = get(3);
  card.destroy();
  const end = card.canUndo.subscribe(() => {});
  expect(watches()).toEqual([]);
  socket.reject(1, "FORBIDDEN", "No");
  expect(watches()).toEqual([[3, true]]);
  end();
  expect(watches()).toHaveLength(2);
});

test("UndoStates_OfWhatIsNotWatched_AreDropped", () => {
  const { socket, note } = joined();
  for (let state = 0; state < 10; state++) socket.undoState(2, true, true, 1);
  note().canUndo.subscribe(() => {});
  socket.frame(setInt(2, 2, 1));
  expect(note().canUndo.value).toBe(false);
});

test("UndoStates_ThatWaitForTheirFrames_AreTheFirstAndTheLast", () => {
  const { socket, note } = joined();
  const heard: unknown[] = [];
  note().canUndo.subscribe((now) => heard.push([now, note().int("count").value]));
  socket.undoState(2, true, false, 1);
  socket.undoState(2, false, false, 2);
  socket.undoState(2, true, false, 3);
  socket.undoState(2, false, false, 4);
  for (let count = 1; count <= 4; count++) socket.frame(setInt(2, 2, count));
  expect(heard).toEqual([
    [false, 0],
    [true, 1],
    [false, 4],
  ]);
});
