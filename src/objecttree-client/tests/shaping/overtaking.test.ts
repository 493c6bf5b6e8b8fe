import { expect, test, vi } from "vitest";
import { drafting } from "../../src/drafts/index.js";
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
  expect(socket.actions.length).toBe(4);
  socket.reject(4, "FORBIDDEN", "No");
  socket.reject(5, "NOT_FOUND", "Not there");
  expect(socket.actions.slice(3).map(({ operations }) => operations.map(({ op }) => op))).toEqual([
    ["new"],
    ["reference.set"],
    ["list.insert"],
  ]);
  expect(wire.errors).toMatchObject([{ code: "FORBIDDEN" }, { code: "NOT_FOUND" }]);
});

test("Reference_ToWhatIsInAnotherDraft_IsRefused", () => {
  const { tree, socket, get } = shaped(drafting);
  const ids: number[] = [];
  const create = () => void ids.push(tree.create("card", get(2)).id);
  const [first, second] = [tree.draft(create), tree.draft(create)];
  const link = (from: number, to: number) =>
    get(from)
      .list("links")
      .push([get(to)]);
  const [one = 0, other = 0] = ids;
  const refused = expect.objectContaining({ code: "NOT_FOUND" });
  expect(() => first.update(() => link(one, other))).toThrow(refused);
  expect(() => get(3).reference("next").set(get(one))).toThrow(refused);
  second.update(() => link(other, other));
  void first.commit();
  second.update(() => link(other, one));
  void second.commit();
  expect(socket.actions.map(({ operations }) => operations.map(({ op }) => op))).toEqual([
    ["new"],
    ["new", "list.set", "list.set"],
  ]);
});
