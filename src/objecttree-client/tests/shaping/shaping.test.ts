import { expect, test, vi } from "vitest";
import { codeOf, wire } from "../support/connecting.js";
import { create, destroy, move, setInt, setText } from "../support/some.js";
import { madeCard, shaped, snapshot } from "./shaped.js";

const card = (id: number, rest = {}) => create(id, 2, madeCard, { parent: 2, ...rest });

test("Create_IsShownAtOnceAndSentAsOneAction", () => {
  const { tree, socket, get, told, childrenOf } = shaped();
  const made = tree.create("card", get(2), (object) => object.string("text").set("mine"), { index: 1, key: "k" });
  expect([made.id, made.parent?.id, made.type, made.string("text").value, made.int("count").value]).toEqual([
    ...[-1, 2, "card", "mine", 0],
  ]);
  expect([tree.find("k"), tree.objects.get(-1), childrenOf(2)]).toEqual([made, made, [3, -1, 4]]);
  expect(told).toEqual(["create -1", "change 2", "change -1"]);
  expect(socket.actions.map(({ operations }) => operations)).toEqual([
    [
      { op: "new", id: -1, type: 2, parent: 2, index: 1, key: "k" },
      { op: "string.set", object: -1, attribute: 1, value: "mine" },
    ],
  ]);
});

test("Create_Made_KeepsItsInstanceAndTakesTheServersState", () => {
  const { tree, socket, get, told, childrenOf } = shaped();
  const made = tree.create("card", get(2), (object) => object.string("text").set("mine"));
  const heard: unknown[] = [];
  made.int("count").subscribe((now) => void heard.push(now));
  made.string("text").subscribe((now) => void heard.push(now));
  get(2).children.listen((change) => void heard.push(change));
  told.length = 0;
  socket.ack(1, 1, [[-1, 9]]);
  expect([made.id, get(9), tree.objects.has(-1), told]).toEqual([9, made, false, ["change 9"]]);
  socket.frame(card(9), setText(9, "mine"));
  expect([get(9), made.isDestroyed, made.string("text").isPending, childrenOf(2)]).toEqual([
    ...[made, false, false, [3, 4, 9]],
  ]);
  expect([told, heard]).toEqual([
    ["change 9", "change 9"],
    [0, "mine", 7],
  ]);
  expect(made.toJSON()).toMatchObject({ id: 9, attributes: { text: "mine", count: 7 } });
});

test("Create_GivesFirstValuesAsAWholeEvenIfTheyAreWhatIsGuessed", () => {
  const { tree, socket, get } = shaped();
  tree.create("card", get(2), (object) => {
    object.string("text").set("");
    object.int("count").add(2);
    object.list("links").push(1);
    object.list("links").push(2);
    object.string("text").insert(0, "x");
  });
  expect(socket.actions[0]?.operations.slice(1)).toMatchObject([
    { op: "string.set", value: "" },
    { op: "int.set", value: 2 },
    { op: "list.set", value: [1] },
    { op: "list.set", value: [1, 2] },
    { op: "string.set", value: "x" },
  ]);
});

test("Create_Refused_TakesItAndAllBelowAway", async () => {
  const { tree, socket, get, told, childrenOf } = shaped();
  const made = tree.create("card", get(2));
  const below = tree.create("card", made);
  get(4).moveTo(below);
  expect(childrenOf(2)).toEqual([3, -1]);
  told.length = 0;
  socket.reject(1, "VALIDATION", "No");
  expect([childrenOf(2), made.isDestroyed, below.isDestroyed]).toEqual([[3, 4], true, true]);
  expect(told.slice().sort()).toEqual(["change 2", "change 4", "destroy -1", "destroy -2"]);
  expect(wire.errors).toMatchObject([{ code: "VALIDATION", message: "No" }]);
  expect(() => made.string("text").set("x")).toThrow(expect.objectContaining({ code: "NOT_FOUND" }));
  socket.reject(2, "NOT_FOUND", "Gone");
  socket.reject(3, "NOT_FOUND", "Gone");
  expect([childrenOf(2), wire.errors.length]).toEqual([[3, 4], 3]);
});

test("Create_OfWhatCannotBe_ThrowsAndChangesNothing", () => {
  const { tree, socket, get, told } = shaped();
  const code = (value: string) => expect.objectContaining({ code: value });
  expect(() => tree.create("cart", get(2))).toThrow('no type "cart"; it has root, board, card');
  expect(() => tree.create("card", get(2), undefined, { index: 3 })).toThrow(RangeError);
  const boom = () => {
    throw new Error("boom");
  };
  expect(() => tree.create("card", get(2), boom)).toThrow("boom");
  tree.create("card", get(2), undefined, { key: "k" });
  expect(() => tree.create("card", get(2), undefined, { key: "k" })).toThrow(code("VALIDATION"));
  const gone = get(3);
  gone.destroy();
  expect(() => tree.create("card", gone)).toThrow(code("NOT_FOUND"));
  expect(() => gone.destroy()).toThrow(code("NOT_FOUND"));
  expect(() => tree.root.destroy()).toThrow(code("FORBIDDEN"));
  expect(() => tree.root.moveTo(get(2))).toThrow(code("FORBIDDEN"));
  expect(() => get(2).moveTo(get(4))).toThrow(code("CYCLE"));
  expect(() => get(4).moveTo(get(2), 2)).toThrow(RangeError);
  expect(socket.actions.length).toBe(2);
  expect(told.filter((event) => event.startsWith("destroy"))).toEqual(["destroy 3"]);
});

test("Create_BelowOneThatIsNotMadeYet_NamesBothByTheirLocalIds", () => {
  const { tree, socket, get } = shaped();
  const made = tree.create("card", get(2));
  made.reference("next").set(tree.create("card", made));
  socket.ack(1, 1, [[-1, 9]]);
  made.int("count").add(1);
  expect(socket.actions.slice(1).map(({ operations }) => operations)).toEqual([
    [{ op: "new", id: -2, type: 2, parent: -1, index: -1, key: null }],
    [{ op: "reference.set", object: -1, attribute: 3, value: -2 }],
    [{ op: "int.add", object: 9, attribute: 2, delta: 1 }],
  ]);
});

test("Ack_MapsReferencesToWhatItNames", () => {
  const { tree, socket, get } = shaped();
  const made = tree.create("card", get(2));
  get(3).reference("next").set(made);
  get(3).list("links").push([made]);
  expect([get(3).reference("next").id, get(3).reference("next").value]).toEqual([-1, made]);
  socket.ack(1, 1, [[-1, 9]]);
  expect([get(3).reference("next").id, get(3).reference("next").value]).toEqual([9, made]);
  expect(get(3).list("links").value).toMatchObject([[{ id: 9, object: made }]]);
  expect(socket.actions[2]?.operations).toMatchObject([{ op: "list.insert", value: [{ id: -1 }] }]);
});

test("Destroy_Refused_BringsTheSameObjectsBackWithWhatChangedMeanwhile", () => {
  const { socket, get, told, childrenOf } = shaped();
  const three = get(3);
  three.moveTo(get(4));
  get(4).destroy();
  const four = get(2).children.value;
  expect([four, three.isDestroyed]).toEqual([[], true]);
  socket.ack(1, 1);
  socket.frame(move(3, 4));
  socket.frame(setText(3, "changed"), create(5, 2, madeCard, { parent: 3 }));
  expect([childrenOf(2), told.includes("create 5")]).toEqual([[], false]);
  told.length = 0;
  socket.reject(2, "FORBIDDEN", "No");
  expect([get(3), three.isDestroyed, three.string("text").value, childrenOf(3)]).toEqual([
    ...[three, false, "changed", [5]],
  ]);
  expect(told).toEqual(["create 4", "create 3", "create 5", "change 2"]);
});

test("Destroy_Made_TellsNothingAnew", () => {
  const { socket, get, told, childrenOf } = shaped();
  get(4).destroy();
  expect(told).toEqual(["destroy 4", "change 2"]);
  socket.ack(1, 1);
  socket.frame(destroy(4), setInt(3, 2, 5));
  expect([childrenOf(2), told.slice(2)]).toEqual([[3], ["change 3"]]);
});

test("Move_KeepsItsPlaceAmongWhatOthersDo", () => {
  const { socket, get, told, childrenOf } = shaped();
  get(4).moveTo(get(2), 0);
  const heard: unknown[] = [];
  get(2).children.listen((change) => void heard.push(change));
  socket.frame(create(5, 2, madeCard, { parent: 2, index: 0 }));
  expect([childrenOf(2), heard]).toEqual([[4, 5, 3], [{ kind: "insert", index: 1, item: get(5) }]]);
  told.length = 0;
  socket.ack(1, 2);
  socket.frame(move(4, 2, 0));
  expect([childrenOf(2), told]).toEqual([[4, 5, 3], []]);
  get(4).moveTo(get(2), 0);
  expect(socket.actions.length).toBe(1);
});

test("Parent_ThatOthersDestroy_HidesWhatIsPendingBelowItUntilTheServerAnswers", () => {
  const { tree, socket, get, told } = shaped();
  const made = tree.create("card", get(3));
  told.length = 0;
  socket.frame(destroy(3));
  expect([made.isDestroyed, told]).toEqual([true, ["destroy -1", "destroy 3", "change 2"]]);
  socket.reject(1, "NOT_FOUND", "Gone");
  expect([made.isDestroyed, tree.objects.size]).toEqual([true, 3]);
});

test("Record_OfAllKinds_IsOneAction", async () => {
  const { tree, socket, get, childrenOf } = shaped();
  const settled = tree.record(() => {
    const made = tree.create("card", get(2));
    get(3).moveTo(made);
    made.int("count").set(3);
    get(4).destroy();
  });
  expect([childrenOf(2), childrenOf(-1)]).toEqual([[-1], [3]]);
  expect(socket.actions[0]?.operations.map(({ op }) => op)).toEqual(["new", "move", "int.set", "destroy"]);
  socket.reject(1, "FORBIDDEN", "No");
  expect([await codeOf(settled), childrenOf(2), wire.errors]).toEqual(["FORBIDDEN", [3, 4], []]);
});

test("End_TakesShapeChangesBack", () => {
  const { tree, socket, get, childrenOf } = shaped();
  const made = tree.create("card", get(2));
  get(3).destroy();
  socket.drop();
  expect([childrenOf(2), made.isDestroyed]).toEqual([[3, 4], true]);
  expect(() => tree.create("card", get(2))).toThrow(expect.objectContaining({ code: "DISCONNECTED" }));
});

test("MalformedFrame_LeavesWhatIsPendingToBeTakenBack", () => {
  const { tree, socket, get, childrenOf } = shaped();
  tree.create("card", get(2));
  get(3).moveTo(get(4));
  const broken = [0x04, 0xfc, 0x04, 0xfc, 0x63];
  socket.deliver(new Uint8Array(broken));
  expect([childrenOf(2), childrenOf(4), wire.errors]).toEqual([[3, 4], [], expect.anything()]);
});

test("Snapshot_HasWhatIsPendingOnTop", () => {
  const { tree, socket, get, childrenOf } = shaped();
  tree.create("card", get(2), (object) => object.int("count").set(4));
  get(3).moveTo(get(4));
  get(2).children.value[0]?.string("text").set("written");
  socket.snapshot(snapshot());
  expect([childrenOf(2), childrenOf(4), get(-1).int("count").value]).toEqual([[4, -1], [3], 4]);
  expect(get(4).string("text").value).toBe("written");
  socket.ack(1, 1, [[-1, 9]]);
  socket.frame(card(9), setInt(9, 2, 4));
  expect([childrenOf(2), get(9).int("count").value]).toEqual([[4, 9], 4]);
});

test("WithoutShaping_ThePageIsTold", async () => {
  const { writing } = await import("../../src/writing/index.js");
  const { connectTo } = await import("../support/connecting.js");
  const tree = connectTo({ writing });
  wire.server.accept(snapshot());
  expect(() => tree.create("card", tree.root)).toThrow("connect with { writing: shaping }");
});

test("CallOrUndo_OfWhatTheServerHasNotCreated_IsNotFound", async () => {
  const { tree, get } = shaped();
  const made = tree.create("card", get(2));
  expect([await codeOf(made.call("draw")), await codeOf(made.undo())]).toEqual(["NOT_FOUND", "NOT_FOUND"]);
});

test("Busy_ForACreation_HoldsWhatIsAboutItToo", async () => {
  const { tree, socket, get } = shaped();
  const made = tree.create("card", get(2));
  made.int("count").add(1);
  tree.create("card", made);
  socket.reject(1, "BUSY", "Too many", new Map([["retryAfter", 500]]));
  socket.reject(2, "NOT_FOUND", "Not there");
  socket.reject(3, "NOT_FOUND", "Not there");
  expect([made.int("count").value, made.children.length, wire.errors]).toEqual([1, 1, []]);
  await vi.advanceTimersByTimeAsync(500);
  socket.reject(4, "FORBIDDEN", "No");
  socket.reject(5, "NOT_FOUND", "Gone");
  expect(socket.actions.slice(3).map(({ operations }) => operations.map(({ op }) => op))).toEqual([
    ["new"],
    ["int.add"],
    ["new"],
  ]);
  expect(wire.errors).toMatchObject([{ code: "FORBIDDEN" }, { code: "NOT_FOUND" }]);
});

test("Snapshot_WithWhatWasAcknowledged_MakesItAnew", () => {
  const { tree, socket, get, childrenOf } = shaped();
  const made = tree.create("card", get(2));
  const below = tree.create("card", made);
  socket.ack(1, 1, [[-1, 9]]);
  socket.ack(2, 2, [[-2, 10]]);
  socket.snapshot([...snapshot(), create(9, 2, madeCard, { parent: 2 }), create(10, 2, madeCard, { parent: 9 })]);
  expect([made.isDestroyed, below.isDestroyed, childrenOf(2), childrenOf(9)]).toEqual([true, true, [3, 4, 9], [10]]);
  expect(get(9).int("count").value).toBe(7);
});

test("Parent_ThatComesBackAsAnotherObject_HasWhatIsPendingBelowIt", () => {
  const { tree, socket, get, childrenOf } = shaped();
  const made = tree.create("card", get(3));
  get(4).moveTo(made);
  socket.frame(destroy(3));
  expect([made.isDestroyed, childrenOf(2)]).toEqual([true, [4]]);
  socket.frame(create(3, 2, ["one", 1, null, []], { parent: 2 }));
  expect([made.parent, childrenOf(3), childrenOf(-1), childrenOf(2)]).toEqual([get(3), [-1], [4], [3]]);
  socket.reject(1, "FORBIDDEN", "No");
  expect([childrenOf(3), childrenOf(2)]).toEqual([[], [4, 3]]);
});

test("Stale_OfACreation_SendsWhatIsAboutItBehindItAgain", () => {
  const { tree, socket, get } = shaped();
  const made = tree.create("card", get(2), (card) => card.string("text").set("x"));
  made.int("count").add(1);
  made.int("count").add(2);
  socket.reject(1, "STALE", "Too old");
  socket.reject(2, "NOT_FOUND", "Not there");
  socket.reject(3, "NOT_FOUND", "Not there");
  expect(made.int("count").value).toBe(3);
  expect(socket.actions.slice(3).map(({ operations }) => operations.map(({ op }) => op))).toEqual([
    ["new", "string.set"],
    ["int.add"],
    ["int.add"],
  ]);
  expect(wire.errors).toEqual([]);
});
