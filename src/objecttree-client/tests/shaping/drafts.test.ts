import { expect, test } from "vitest";
import type { Tree } from "../../src/connection/tree.js";
import { type Draft, drafting } from "../../src/drafts/index.js";
import type { Operation } from "../../src/instructions/operation.js";
import { codeOf, wire } from "../support/connecting.js";
import type { FakeSocket } from "../support/fake-server.js";
import { create, destroy, move, openType, root, setInt, setText, type } from "../support/some.js";
import { madeCard, shaped as shapedWith, snapshot } from "./shaped.js";

const shaped = () => shapedWith(drafting);

const splice = (object: number, position: number, inserted: string, deleted = 0) =>
  ({ op: "string.splice", object, attribute: 1, position, deleted, inserted }) as const;

test("Draft_IsShownAndNotSentBeforeItIsCommitted", async () => {
  const { tree, socket, get, childrenOf } = shaped();
  const draft = tree.draft(() => {
    get(3).string("text").insert(3, "!");
    tree.create("card", get(2), (card) => card.int("count").set(4));
  });
  draft.update(() => get(4).destroy());
  expect([get(3).string("text").value, childrenOf(2), socket.actions]).toEqual(["one!", [3, -1], []]);
  const committed = draft.commit();
  expect(socket.actions.map(({ operations }) => operations.map(({ op }) => op))).toEqual([
    ["string.splice", "new", "int.set", "destroy"],
  ]);
  socket.ack(1, 1, [[-1, 9]]);
  socket.frame(splice(3, 3, "!"), create(9, 2, madeCard, { parent: 2 }), setInt(9, 2, 4), { op: "destroy", id: 4 });
  await committed;
  expect([get(3).string("text").value, childrenOf(2), get(3).string("text").isPending]).toEqual([
    "one!",
    [3, 9],
    false,
  ]);
  expect(() => draft.update(() => {})).toThrow("the draft has ended");
});

test("Draft_Discarded_IsTakenBack", async () => {
  const { tree, socket, get, childrenOf } = shaped();
  const draft = tree.draft(() => {
    get(3).string("text").set("draft");
    get(4).moveTo(get(3));
  });
  get(3).int("count").add(1);
  draft.discard();
  expect([get(3).string("text").value, childrenOf(2), get(3).int("count").value]).toEqual(["one", [3, 4], 2]);
  expect(socket.actions.length).toBe(1);
  await expect(draft.commit()).rejects.toThrow("the draft has ended");
  expect(draft.isOpen).toBe(false);
  draft.discard();
  expect(() => tree.record(() => draft.discard())).toThrow("something is being recorded");
});

test("Draft_StaysAboveWhatIsWrittenAndWhatOthersDo", () => {
  const { tree, socket, get } = shaped();
  const text = get(3).string("text");
  const count = get(3).int("count");
  const draft = tree.draft(() => {
    text.insert(0, "DRAFT ");
    count.set(100);
  });
  text.insert(9, "!");
  count.set(5);
  expect([text.value, count.value]).toEqual(["DRAFT one!", 100]);
  expect(socket.actions.map(({ operations }) => operations)).toEqual([
    [splice(3, 3, "!")],
    [{ op: "int.set", object: 3, attribute: 2, value: 5 }],
  ]);
  socket.frame(splice(3, 0, "> "), setInt(3, 2, 7));
  expect([text.value, count.value]).toEqual(["> DRAFT one!", 100]);
  socket.ack(1, 2);
  socket.frame(splice(3, 5, "!"));
  void draft.commit();
  expect(socket.actions.at(-1)?.operations).toEqual([
    splice(3, 2, "DRAFT "),
    { op: "int.set", object: 3, attribute: 2, value: 100 },
  ]);
});

test("Drafts_CommittedInAnotherOrder_KeepWhatEachChanges", () => {
  const { tree, socket, get, childrenOf } = shaped();
  const text = get(3).string("text");
  const first = tree.draft(() => text.insert(0, "a"));
  const second = tree.draft(() => text.insert(4, "b"));
  first.update(() => {
    text.insert(0, "c");
    tree.create("card", get(2));
  });
  second.update(() => tree.create("card", get(2), undefined, { index: 0 }));
  expect([text.value, childrenOf(2)]).toEqual(["caoneb", [-2, 3, 4, -1]]);
  void second.commit();
  expect(socket.actions[0]?.operations).toMatchObject([splice(3, 3, "b"), { op: "new", id: -2 }]);
  expect(text.value).toBe("caoneb");
  first.discard();
  expect([text.value, childrenOf(2)]).toEqual(["oneb", [-2, 3, 4]]);
});

test("Update_ThatThrows_LeavesTheDraftAsItWas", () => {
  const { tree, get, childrenOf, told } = shaped();
  const draft = tree.draft(() => get(3).string("text").set("draft"));
  told.length = 0;
  const boom = () => {
    get(3).string("text").set("other");
    tree.create("card", get(2));
    throw new Error("boom");
  };
  expect(() => draft.update(boom)).toThrow("boom");
  expect(() => tree.draft(boom)).toThrow("boom");
  expect([get(3).string("text").value, childrenOf(2), told]).toEqual(["draft", [3, 4], []]);
  draft.discard();
  expect(get(3).string("text").value).toBe("one");
});

test("Draft_OutlivesItsConnection", async () => {
  const { tree, socket, get, childrenOf } = shaped();
  const draft = tree.draft(() => {
    get(3).string("text").set("draft");
    get(4).destroy();
    tree.create("card", get(2), (card) => card.string("text").set("new"));
  });
  socket.drop();
  expect(childrenOf(2)).toEqual([3, -1]);
  draft.update(() => get(3).int("count").set(9));
  expect(await codeOf(draft.commit())).toBe("DISCONNECTED");
  tree.retry();
  const again = wire.server.accept(snapshot());
  expect([childrenOf(2), get(3).string("text").value, get(3).int("count").value]).toEqual([[3, -1], "draft", 9]);
  expect(get(-1).string("text").value).toBe("new");
  void draft.commit();
  expect(again.actions[0]?.operations.map(({ op }) => op)).toEqual([
    ...["string.set", "destroy", "new", "string.set", "int.set"],
  ]);
});

test("Draft_OfWhatIsGoneInTheNextSnapshot_IsNotShown", () => {
  const { tree, socket, get, childrenOf } = shaped();
  tree.draft(() => {
    tree.create("card", get(3));
    get(4).int("count").set(5);
    get(3).string("text").set("draft");
  });
  socket.drop();
  tree.retry();
  wire.server.accept(snapshot().filter((operation) => operation.op !== "create" || operation.id !== 3));
  expect([childrenOf(2), get(4).int("count").value, tree.objects.size]).toEqual([[4], 5, 3]);
});

test("Draft_OfWhatIsPending_FollowsItsId", () => {
  const { tree, socket, get } = shaped();
  const made = tree.create("card", get(2));
  const draft = tree.draft(() => {
    made.int("count").set(3);
    get(3).reference("next").set(made);
    get(4).moveTo(made);
  });
  socket.ack(1, 1, [[-1, 9]]);
  socket.frame(create(9, 2, madeCard, { parent: 2 }));
  expect([made.int("count").value, get(3).reference("next").value, get(4).parent]).toEqual([3, made, made]);
  void draft.commit();
  expect(socket.actions[1]?.operations).toEqual([
    { op: "int.set", object: 9, attribute: 2, value: 3 },
    { op: "reference.set", object: 3, attribute: 3, value: 9 },
    { op: "move", id: 4, parent: 9, index: -1 },
  ]);
});

test("Commit_Refused_TakesTheDraftBack", async () => {
  const { tree, socket, get, childrenOf } = shaped();
  const draft = tree.draft(() => get(4).moveTo(get(3)));
  const committed = draft.commit();
  socket.reject(1, "FORBIDDEN", "No");
  expect([await codeOf(committed), childrenOf(2), wire.errors]).toEqual(["FORBIDDEN", [3, 4], []]);
});

test("Frame_BelowADraft_TellsOnlyTheDifference", () => {
  const { tree, socket, get, told, childrenOf } = shaped();
  tree.draft(() => get(4).moveTo(get(3)));
  told.length = 0;
  socket.frame(move(3, 2), setText(4, "changed"));
  expect([childrenOf(2), childrenOf(3), get(4).string("text").value, told]).toEqual([
    [3],
    [4],
    "changed",
    ["change 4"],
  ]);
});

test("Record_WithinADraft_JoinsIt_AndADraftWithinARecordIsRefused", async () => {
  const { tree, socket, get } = shaped();
  let joined: Promise<void> | undefined;
  const draft = tree.draft(() => {
    joined = tree.record(() => get(3).int("count").set(3));
  });
  expect(() => tree.record(() => draft.update(() => {}))).toThrow("something is being recorded");
  expect(() => tree.record(() => void tree.draft(() => {}))).toThrow("something is being recorded");
  expect(socket.actions).toEqual([]);
  draft.discard();
  expect(await codeOf(joined as Promise<void>)).toBe("DISCARDED");
});

test("Create_BelowWhatIsOnlyDrafted_IsRefused", () => {
  const { tree, socket, get } = shaped();
  tree.draft(() => tree.create("card", get(2)));
  expect(() => tree.create("card", get(-1))).toThrow("-1 is in a draft only");
  expect(socket.actions).toEqual([]);
});

test("Draft_OfWhatComesAfterTheNextSnapshot_IsShownThen", () => {
  const { tree, socket, get, told, childrenOf } = shaped();
  tree.draft(() => {
    get(4).moveTo(tree.create("card", get(3)));
    get(3).int("count").set(5);
  });
  socket.drop();
  tree.retry();
  const again = wire.server.accept(snapshot().filter((operation) => operation.op !== "create" || operation.id < 3));
  expect([childrenOf(2), tree.objects.size]).toEqual([[], 2]);
  again.frame(create(3, 2, ["one", 1, null, []], { parent: 2 }), create(4, 2, ["two", 2, null, []], { parent: 2 }));
  expect([childrenOf(2), childrenOf(3), childrenOf(-1)]).toEqual([[3], [-1], [4]]);
  told.length = 0;
  again.frame(setInt(4, 2, 9));
  expect(told).toEqual(["change 4"]);
});

const attributes = "text: string, count: int, next: reference, links: list";
const board = [type(0, "root"), type(1, "board")] as const;

/** The next connection, to a server that says this. */
function acceptNext(socket: FakeSocket, tree: Tree, operations: readonly Operation[]): FakeSocket {
  socket.drop();
  tree.retry();
  return wire.server.accept(operations);
}

test("Draft_OfATypeWithAnotherNumberInTheNextSnapshot_ProposesThat", () => {
  const { tree, socket, get } = shaped();
  const draft = tree.draft(() => tree.create("card", get(2), undefined, { key: "k" }));
  const types = [...board, openType(2, "secret", attributes), openType(7, "card", attributes)];
  const taken = create(3, 7, ["one", 1, null, []], { parent: 2, key: "k" });
  const again = acceptNext(socket, tree, [...types, root(), create(2, 1), taken]);
  again.frame({ op: "destroy", id: 3 });
  expect([tree.find("k")?.type, tree.state, wire.errors]).toEqual(["card", "ready", []]);
  void draft.commit();
  expect(again.actions[0]?.operations).toMatchObject([{ op: "new", type: 7, key: "k" }]);
});

test("Draft_OfATypeThatIsGone_IsProposedOnceTheServerHasItAgain", async () => {
  const { tree, socket, get, childrenOf } = shaped();
  const draft = tree.draft(() => tree.create("card", get(2)));
  const again = acceptNext(socket, tree, [...board, openType(2, "secret", attributes), root(), create(2, 1)]);
  await expect(draft.commit()).rejects.toThrow(new TypeError('the server has no type "card" any more'));
  expect([childrenOf(2), again.actions]).toEqual([[], []]);
  again.frame(openType(7, "card", attributes), create(3, 7, ["one", 1, null, []], { parent: 2 }));
  expect(childrenOf(2)).toEqual([3, -1]);
  void draft.commit();
  expect(again.actions[0]?.operations).toMatchObject([{ op: "new", type: 7 }]);
});

test("Draft_OfATextThatIsAnotherInTheNextSnapshot_StaysWhereItIsMeant", () => {
  const { tree, socket, get } = shaped();
  const draft = tree.draft(() => get(3).string("text").insert(3, "!"));
  const now = create(3, 2, ["ABCone", 1, null, []], { parent: 2 });
  const again = acceptNext(socket, tree, [...snapshot().slice(0, 5), now]);
  expect(get(3).string("text").value).toBe("ABCone!");
  void draft.commit();
  expect(again.actions[0]?.operations).toEqual([splice(3, 6, "!")]);
});

test("Draft_OfAnObjectThatComesBack_IsShownAgainWhereItIsMeant", () => {
  const { tree, socket, get } = shaped();
  const draft = tree.draft(() => get(3).string("text").insert(3, "!"));
  socket.frame(destroy(3));
  socket.frame(create(3, 2, ["the one", 1, null, []], { parent: 2 }));
  expect(get(3).string("text").value).toBe("the one!");
  void draft.commit();
  expect(socket.actions[0]?.operations).toMatchObject([{ op: "string.splice", object: 3, position: 7, inserted: "!" }]);
});

test("Draft_OfAnotherTree_HasEnded", async () => {
  const { tree, socket, get } = shaped();
  const recorded: Promise<string>[] = [];
  const [first, second] = [3, 4].map((id) =>
    tree.draft(() => recorded.push(codeOf(tree.record(() => get(id).string("text").set("draft"))))),
  ) as [Draft, Draft];
  socket.drop();
  expect([first.isOpen, second.isOpen, get(3).string("text").value]).toEqual([true, true, "draft"]);
  tree.retry();
  const again = wire.server.socket;
  again.open();
  again.welcome({}, { epoch: "another" });
  again.snapshot(snapshot());
  expect([first.isOpen, second.isOpen, get(3).string("text").value]).toEqual([false, false, "one"]);
  expect(await Promise.all(recorded)).toEqual(["DISCARDED", "DISCARDED"]);
  await expect(second.commit()).rejects.toThrow(new TypeError("the draft has ended"));
  tree.draft(() => get(4).string("text").set("two!"));
  expect(get(4).string("text").value).toBe("two!");
});
