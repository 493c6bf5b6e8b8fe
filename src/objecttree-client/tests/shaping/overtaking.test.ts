import { expect, test, vi } from "vitest";
import { wire } from "../support/connecting.js";
import { shaped } from "./shaped.js";

test("Reject_OfWhatRefersToAnObjectThatIsCreatedAgain_IsSentAgainAfterIt", async () => {
  const { tree, socket, get } = shaped();
  const made = tree.create("card", get(2));
  get(3).reference("next").set(made);
  get(3).list("links").push([made]);
  socket.reject(1, "BUSY", "Too many", new Map([["retryAfter", 500]]));
  socket.reject(2, "NOT_FOUND", "Not there");
  socket.reject(3, "NOT_FOUND", "Not there");
  expect([get(3).reference("next").value, wire.errors]).toEqual([made, []]);
  await vi.advanceTimersByTimeAsync(500);
  expect(socket.actions.slice(3).map(({ operations }) => operations.map(({ op }) => op))).toEqual([
    ["new"],
    ["reference.set"],
    ["list.insert"],
  ]);
});
