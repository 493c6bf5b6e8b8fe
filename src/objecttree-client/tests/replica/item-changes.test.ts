import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ProtocolError } from "../../src/codec/protocol-error.js";
import type { Operation } from "../../src/instructions/operation.js";
import type { ListChange } from "../../src/kinds/list/list-change.js";
import { listDifference } from "../../src/kinds/list/list-difference.js";
import type { Value } from "../../src/values/value.js";
import { FedReplica } from "../support/replica.js";
import { create, root, type } from "../support/some.js";

function bag(list: readonly Value[], set: readonly Value[] = [], dict: { [key: string]: Value } = {}): FedReplica {
  const types = [type(0, "root"), type(1, "bag", "list: list, set: set, dict: dict")];
  return new FedReplica(...types, root(), create(2, 1, [list, set, new Map(Object.entries(dict))]));
}

function listChanges(before: readonly Value[], ...operations: Operation[]): unknown[] {
  const fed = bag(before);
  const changes: unknown[] = [];
  fed
    .get(2)
    .list("list")
    .listen((change) => changes.push(change));
  fed.frame(...operations);
  return changes;
}

const list = { object: 2, attribute: 1 } as const;
const set = { object: 2, attribute: 2 } as const;
const dict = { object: 2, attribute: 3 } as const;

describe("a list", () => {
  test("List_EachOperation_IsToldItemByItem", () => {
    const changes = listChanges(
      ["a", "b", "c"],
      { op: "list.insert", ...list, index: 1, value: "x" },
      { op: "list.insertRange", ...list, index: 4, values: ["y", "z"] },
      { op: "list.removeRange", ...list, index: 0, count: 2 },
      { op: "list.replace", ...list, index: 0, value: "B" },
      { op: "list.move", ...list, from: 3, to: 0 },
    );
    expect(changes).toEqual([
      { kind: "insert", index: 1, item: "x" },
      { kind: "insert", index: 4, item: "y" },
      { kind: "insert", index: 5, item: "z" },
      { kind: "remove", index: 0, oldItem: "a" },
      { kind: "remove", index: 0, oldItem: "x" },
      { kind: "replace", index: 0, item: "B", oldItem: "b" },
      { kind: "move", index: 0, oldIndex: 3, item: "z" },
    ]);
  });

  test("List_SetAsAWhole_IsToldAsWhatCameWentAndMoved", () => {
    const changes = listChanges(["a", "b", "c", "d"], { op: "list.set", ...list, value: ["a", "d", "x", "c"] });
    expect(changes).toEqual([
      { kind: "remove", index: 1, oldItem: "b" },
      { kind: "move", index: 1, oldIndex: 2, item: "d" },
      { kind: "insert", index: 2, item: "x" },
    ]);
  });

  test("List_AnOldValue_StaysWhatItWas", () => {
    const fed = bag([1, 2]);
    const topic = fed.get(2).list("list");
    const old = topic.value;
    fed.frame(
      { op: "list.insert", ...list, index: 0, value: 0 },
      { op: "list.removeRange", ...list, index: 1, count: 1 },
    );
    expect([old, topic.value]).toEqual([
      [1, 2],
      [0, 2],
    ]);
  });

  test("ListDifference_AppliedToTheOldItems_GivesTheNew", () => {
    const items = fc.array(fc.nat(5), { maxLength: 12 });
    const property = fc.property(items, items, (old, now) => {
      const result = [...old];
      for (const change of listDifference(old, now, (item) => item)) applyTo(result, change);
      expect(result).toEqual(now);
    });
    fc.assert(property, { numRuns: 2_000 });
  });
});

test("Set_EachOperation_IsToldItemByItem", () => {
  const fed = bag([], ["a", 1, [1]]);
  const changes: unknown[] = [];
  fed
    .get(2)
    .set("set")
    .listen((change) => changes.push(change));
  fed.frame(
    { op: "set.add", ...set, value: "b" },
    { op: "set.remove", ...set, value: [1] },
    { op: "set.set", ...set, value: ["b", 1, null] },
  );
  expect(changes).toEqual([
    { kind: "add", item: "b" },
    { kind: "remove", item: [1] },
    { kind: "remove", item: "a" },
    { kind: "add", item: null },
  ]);
  expect(fed.get(2).set("set").value).toEqual(new Set(["b", 1, null]));
});

test("Dict_EachOperation_IsToldItemByItem", () => {
  const fed = bag([], [], { a: 1, b: 2 });
  const changes: unknown[] = [];
  fed
    .get(2)
    .dict("dict")
    .listen((change) => changes.push(change));
  fed.frame(
    { op: "dict.put", ...dict, key: "c", value: 3 },
    { op: "dict.remove", ...dict, key: "a" },
    {
      op: "dict.set",
      ...dict,
      value: new Map([
        ["b", 2],
        ["c", 4],
      ]),
    },
  );
  expect(changes).toEqual([
    { kind: "put", key: "c", new: 3 },
    { kind: "remove", key: "a", old: 1 },
    { kind: "put", key: "c", old: 3, new: 4 },
  ]);
});

function applyTo(items: number[], change: ListChange<number>): void {
  if (change.kind === "insert") items.splice(change.index, 0, change.item);
  else if (change.kind === "remove") expect(items.splice(change.index, 1)).toEqual([change.oldItem]);
  else if (change.kind === "move") items.splice(change.index, 0, ...items.splice(change.oldIndex, 1));
}

test("MinusZero_IsNotZero_InSetsAndDicts", () => {
  const fed = bag([], [-0, 0], { zero: 0 });
  fed.frame({ op: "set.remove", ...set, value: -0 });
  expect(() => fed.frame({ op: "set.remove", ...set, value: -0 })).toThrow(ProtocolError);
  fed.frame({ op: "set.add", ...set, value: -0 }, { op: "set.remove", ...set, value: 0 });
  fed.frame({ op: "set.remove", ...set, value: -0 });
  expect(fed.get(2).set("set").value).toEqual(new Set());

  fed.frame({ op: "dict.set", object: 2, attribute: 3, value: new Map([["zero", -0]]) });
  expect(fed.get(2).dict("dict").value.get("zero")).toBe(-0);
});
