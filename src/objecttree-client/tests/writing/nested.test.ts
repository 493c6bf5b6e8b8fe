import { expect, test } from "vitest";
import { drafting } from "../../src/drafts/index.js";
import { shaped } from "../shaping/shaped.js";
import { wire } from "../support/connecting.js";
import { joined } from "./joined.js";

test("Record_WithinAnother_ThatThrows_LeavesNoTraceInIt", () => {
  const { tree, socket, note } = joined();
  const told: unknown[] = [];
  const [text, count, items] = [note().string("text"), note().int("count"), note().list("items")];
  for (const topic of [text, count, items]) topic.subscribe((now: unknown) => void told.push(now));
  told.length = 0;
  void tree.record(() => {
    text.insert(3, "!");
    const inner = () =>
      tree.record(() => {
        text.insert(0, "gone");
        count.set(5);
        items.push(9);
        throw new Error("changed my mind");
      });
    expect(inner).toThrow("changed my mind");
    expect([text.value, count.value, items.value]).toEqual(["two!", 0, [1, 2, 3]]);
    expect([text.isPending, count.isPending]).toEqual([true, false]);
    text.insert(4, "?");
  });
  expect(socket.actions.map(({ operations }) => operations)).toMatchObject([
    [
      { op: "string.splice", position: 3, inserted: "!" },
      { op: "string.splice", position: 4, inserted: "?" },
    ],
  ]);
  expect(told).toEqual(["two!", "two!?"]);
});

test("Record_WithinAnother_ThatDoesNotThrow_IsAPartOfIt", async () => {
  const { tree, socket, note } = joined();
  const settled: string[] = [];
  const outer = tree.record(() => {
    void tree.record(() => note().int("count").set(5)).then(() => settled.push("inner"));
    note().string("text").set("new");
  });
  expect(socket.actions.map(({ operations }) => operations.length)).toEqual([2]);
  socket.ack(1, 0);
  await outer;
  expect(settled).toEqual(["inner"]);
});

test("Create_WithinARecord_WhoseInitThrows_CreatesNothing", () => {
  const { tree, socket, get, told, childrenOf } = shaped();
  void tree.record(() => {
    const create = () =>
      tree.create("card", get(2), (card) => {
        card.int("count").set(1);
        get(4).destroy();
        throw new Error("changed my mind");
      });
    expect(create).toThrow("changed my mind");
    expect(childrenOf(2)).toEqual([3, 4]);
    get(3).int("count").set(2);
  });
  expect(socket.actions.map(({ operations }) => operations)).toMatchObject([[{ op: "int.set", object: 3, value: 2 }]]);
  expect([told, wire.errors]).toEqual([["change 3"], []]);
});

test("Record_WithinAnUpdateOfADraft_ThatThrows_LeavesTheRest", () => {
  const { tree, socket, get } = shaped(drafting);
  const draft = tree.draft(() => get(3).string("text").insert(0, "a"));
  draft.update(() => {
    get(3).string("text").insert(1, "b");
    expect(() =>
      tree.record(() => {
        get(3).string("text").insert(2, "c");
        throw new Error("changed my mind");
      }),
    ).toThrow("changed my mind");
    expect(get(3).string("text").value).toBe("abone");
  });
  void draft.commit();
  expect(socket.actions[0]?.operations).toMatchObject([{ inserted: "a" }, { inserted: "b" }]);
});
