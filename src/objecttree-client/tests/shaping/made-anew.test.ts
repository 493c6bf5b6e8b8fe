import { expect, test } from "vitest";
import { create, destroy } from "../support/some.js";
import { madeCard, shaped } from "./shaped.js";

const card = (id: number, parent: number, [text, ...rest] = madeCard) =>
  create(id, 2, [text, ...rest] as typeof madeCard, { parent });

test("Create_MadeUndoneAndRedoneInOneFrame_IsAnotherObject", () => {
  const { tree, socket, get, childrenOf } = shaped();
  const made = tree.create("card", get(2), (object) => object.string("text").set("mine"));
  socket.ack(1, 1, [[-1, 9]]);
  socket.frame(card(9, 2), card(10, 9), destroy(9), card(9, 2, ["again", 7, null, []]));
  const again = get(9);
  expect([again === made, made.isDestroyed, tree.objects.has(10), childrenOf(2), again.string("text").value]).toEqual([
    ...[false, true, false, [3, 4, 9], "again"],
  ]);
  socket.frame(card(11, 9));
  expect(childrenOf(9)).toEqual([11]);
});

test("Create_MadeAndDestroyedInOneFrame_IsGone", () => {
  const { tree, socket, get, childrenOf } = shaped();
  const made = tree.create("card", get(2));
  socket.ack(1, 1, [[-1, 9]]);
  socket.frame(card(9, 2), card(10, 9), destroy(9));
  expect([made.isDestroyed, tree.objects.has(10), childrenOf(2)]).toEqual([true, false, [3, 4]]);
});
