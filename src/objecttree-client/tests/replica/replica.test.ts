import { describe, expect, test } from "vitest";
import { ProtocolError } from "../../src/codec/protocol-error.js";
import { FedReplica } from "../support/replica.js";
import { create, destroy, move, noteSnapshot, root, setInt, setText, type } from "../support/some.js";

describe("a frame", () => {
  test("Frame_WhoseLastOperationIsWrong_ChangesNothing", () => {
    const fed = new FedReplica(...noteSnapshot());
    const heard: unknown[] = [];
    fed
      .get(2)
      .string("text")
      .listen((change) => heard.push(change));
    fed.get(1).children.listen((change) => heard.push(change));
    const before = fed.get(1).toJSON();

    expect(() =>
      fed.frame(
        setText(2, "changed"),
        create(3, 1, ["new", 0]),
        move(2, 3),
        { op: "set.add", object: 2, attribute: 0, value: "tag" },
        type(9, "later"),
        setInt(99, 1, 1),
      ),
    ).toThrow(ProtocolError);

    expect(fed.get(1).toJSON()).toBe(before);
    expect([...fed.replica.objects.keys()]).toEqual([1, 2]);
    expect(fed.get(2).parent).toBe(fed.get(1));
    expect(heard).toEqual([]);
    fed.frame(setText(2, "after"));
    expect(fed.get(2).string("text").value).toBe("after");
  });

  test("Snapshot_AfterAMove_TellsThatChildrenWentBeforeTheirParents", () => {
    const fed = new FedReplica(...noteSnapshot());
    fed.frame(create(3, 1, ["", 0]), move(2, 3));
    const gone: number[] = [];
    fed.replica.events.destroy.add((object) => gone.push(object.id));
    fed.snapshot(...noteSnapshot());
    expect(gone).toEqual([2, 3, 1]);
  });

  test("Frame_WithSeveralChanges_IsWholeBeforeAnybodyIsTold", () => {
    const fed = new FedReplica(...noteSnapshot());
    const seen: unknown[] = [];
    fed
      .get(2)
      .string("text")
      .listen(() => seen.push([fed.get(2).int("count").value, fed.replica.objects.has(3)]));
    fed.frame(setText(2, "a"), setInt(2, 2, 7), create(3, 1, ["", 0]));
    expect(seen).toEqual([[7, true]]);
  });

  test("Frame_IsTold_InTheDocumentedOrder", () => {
    const fed = new FedReplica(...noteSnapshot());
    fed.frame(create(3, 1, ["", 0], { parent: 2 }), create(4, 1, ["", 0]));
    const order: string[] = [];
    const { replica } = fed;
    replica.events.frame.add(() => order.push("frame"));
    replica.events.change.add((object) => order.push(`change ${object.id}`));
    replica.events.create.add((object) => order.push(`create ${object.id}`));
    replica.events.destroy.add((object) => order.push(`destroy ${object.id}`));
    fed.get(4).subscribe(["count"], () => order.push("group"));
    fed
      .get(4)
      .int("count")
      .subscribe(() => order.push("value"));
    fed
      .get(4)
      .int("count")
      .listen(() => order.push("item"));
    fed.get(1).children.listen((change) => order.push(`children ${change.kind}`));
    order.length = 0;

    fed.frame(setInt(4, 2, 1), destroy(2), create(5, 1, ["", 0]), create(6, 1, ["", 0], { parent: 5 }));

    expect(order).toEqual([
      ...["destroy 3", "destroy 2", "create 5", "create 6"],
      ...["item", "value", "children remove", "children insert", "group", "change 4", "change 1", "frame"],
    ]);
  });

  test("Frame_ThatDestroysAnObjectWithManyChildren_IsApplied", () => {
    const children = Array.from({ length: 150_000 }, (_, index) => create(index + 3, 1, ["", 0], { parent: 2 }));
    const fed = new FedReplica(...noteSnapshot());
    while (children.length > 0) fed.frame(...children.splice(-10_000));
    fed.frame(destroy(2));
    expect(fed.replica.objects.size).toBe(1);
  });

  test("Frame_ThatMovesAnObjectOutOfOneItDestroys_KeepsIt", () => {
    const fed = new FedReplica(...noteSnapshot());
    fed.frame(create(3, 1, ["kept", 0], { parent: 2 }));
    const kept = fed.get(3);
    fed.frame(move(3, 1), destroy(2));
    expect(fed.get(3)).toBe(kept);
    expect(kept.parent).toBe(fed.get(1));
    expect(fed.get(1).children.value).toEqual([kept]);
  });

  test("Snapshot_AfterAnother_DestroysAllThatWasThere", () => {
    const fed = new FedReplica(...noteSnapshot());
    const old = fed.get(2);
    const heard: unknown[] = [];
    old.string("text").listen((change) => heard.push(change));
    fed.snapshot(type(0, "root"), type(1, "other", "name: string"), root(), create(7, 1, ["x"], { key: "k" }));
    expect(old.isDestroyed).toBe(true);
    expect([...fed.replica.objects.keys()]).toEqual([1, 7]);
    expect(fed.replica.find("k")).toBe(fed.get(7));
    expect(heard).toEqual([]);
  });

  test("Snapshot_ThatIsWrong_LeavesTheStateAsItWas", () => {
    const fed = new FedReplica(...noteSnapshot());
    const old = fed.get(2);
    expect(() => fed.snapshot(type(0, "root"), root(), root())).toThrow(ProtocolError);
    expect(() => fed.snapshot(type(0, "root"))).toThrow(ProtocolError);
    expect(fed.get(2)).toBe(old);
    expect(old.isDestroyed).toBe(false);
  });
});

describe("listeners", () => {
  test("Listener_ThatThrows_HarmsNobodyElse", () => {
    const fed = new FedReplica(...noteSnapshot());
    const calls: string[] = [];
    const text = fed.get(2).string("text");
    text.listen(() => calls.push("first"));
    text.listen(() => {
      throw new Error("mine");
    });
    text.listen(() => calls.push("last"));
    fed.frame(setText(2, "x"));
    expect(calls).toEqual(["first", "last"]);
    expect(fed.errors).toEqual([new Error("mine")]);
  });

  test("Listener_ThatUnsubscribesAndSubscribesOthers_HasEachCalledOnce", () => {
    const fed = new FedReplica(...noteSnapshot());
    const calls: string[] = [];
    const text = fed.get(2).string("text");
    const endFirst = text.listen(() => {
      calls.push("first");
      endFirst();
      endSecond();
      text.listen(() => calls.push("late"));
    });
    const endSecond = text.listen(() => calls.push("second"));
    text.listen(() => calls.push("third"));
    fed.frame(setText(2, "x"));
    expect(calls).toEqual(["first", "third"]);
    fed.frame(setText(2, "y"));
    expect(calls).toEqual(["first", "third", "third", "late"]);
  });

  test("Subscribe_CallsAtOnceAndOncePerFrame", () => {
    const fed = new FedReplica(...noteSnapshot("a"));
    const heard: unknown[] = [];
    fed
      .get(2)
      .string("text")
      .subscribe((now, before) => heard.push([now, before]));
    fed.frame(setText(2, "b"), setText(2, "c"));
    expect(heard).toEqual([
      ["a", undefined],
      ["c", "a"],
    ]);
  });

  test("ObjectSubscribe_ToSeveral_IsToldOnceAndReplacedByItsKey", () => {
    const fed = new FedReplica(...noteSnapshot("a"));
    const heard: unknown[] = [];
    const note = fed.get(2);
    note.subscribe(["text"], () => heard.push("replaced"), { key: "k" });
    note.subscribe(["text", "count"], (now, before) => heard.push([now, before]), { key: "k" });
    fed.frame(setText(2, "b"), setInt(2, 2, 5));
    fed.frame(create(3, 1, ["", 0], { parent: 2 }));
    expect(heard).toEqual([
      "replaced",
      [{ text: "a", count: 0 }, undefined],
      [
        { text: "b", count: 5 },
        { text: "a", count: 0 },
      ],
    ]);
  });
});

describe("an object", () => {
  test("Attribute_OfAnotherKindOrNotDeclared_ThrowsAndListsWhatIs", () => {
    const fed = new FedReplica(...noteSnapshot());
    expect(() => fed.get(2).int("text")).toThrow(/text: string, count: int/);
    expect(() => fed.get(2).string("toString")).toThrow(/no string attribute "toString"/);
  });

  test("ToJSON_IsTheSameUntilSomethingInsideChanges", () => {
    const fed = new FedReplica(...noteSnapshot());
    fed.frame(create(3, 1, ["inner", 1], { parent: 2, tags: ["t"] }), create(4, 1, ["apart", 0]));
    const before = fed.get(1).toJSON();
    expect(fed.get(1).toJSON()).toBe(before);
    expect(Object.isFrozen(before.children[0]?.attributes)).toBe(true);
    fed.frame(setText(3, "changed"));
    const after = fed.get(1).toJSON();
    expect(after).not.toBe(before);
    expect(after.children[1]).toBe(before.children[1]);
    expect(after.children[0]?.children[0]).toEqual({
      ...{ id: 3, type: "note", key: null, tags: ["t"], children: [] },
      attributes: { text: "changed", count: 1 },
    });
  });

  test("Names_ThatEveryObjectHas_AreData", async () => {
    const names = ["__proto__", "constructor", "toString", "then", "hasOwnProperty"];
    const fed = new FedReplica(
      ...[
        type(0, "root"),
        type(1, "__proto__", `${names.map((name) => `${name}: string`).join(", ")}, d: dict`),
        root(),
      ],
      create(2, 1, [...names, new Map(names.map((name) => [name, name]))], { key: "__proto__", tags: names }),
    );
    const object = fed.replica.find("__proto__");
    expect(await object).toBe(fed.get(2));
    for (const name of names) expect(object?.string(name).value).toBe(name);
    fed.frame({ op: "dict.put", object: 2, attribute: 6, key: "__proto__", value: new Map([["polluted", true]]) });
    expect(Object.keys(fed.get(2).toJSON().attributes)).toEqual([...names, "d"]);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});
