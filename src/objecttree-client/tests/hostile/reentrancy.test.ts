import { expect, test } from "vitest";
import { shaped } from "../shaping/shaped.js";
import { codeOf, wire } from "../support/connecting.js";
import { create, destroy, move, setInt, setText } from "../support/some.js";
import { joined } from "../writing/joined.js";

test.each(["written", "told", "refused", "settled"])("Close_InAListenerOfWhatIs_%s_HarmsNobody", async (how) => {
  const { tree, socket, note } = joined();
  const count = note().int("count");
  const heard: string[] = [];
  if (how === "refused" || how === "settled") void tree.record(() => count.set(5)).catch(() => {});
  const ends = [
    count.listen((change) => {
      heard.push(`first ${change.new}`);
      tree.close();
    }),
    count.listen(() => {
      heard.push("throws");
      throw new Error("mine");
    }),
    count.listen((change) => void heard.push(`last ${change.new}`)),
  ];
  const recorded = how === "written" ? tree.record(() => count.set(5)) : undefined;
  if (how === "told") socket.frame(setInt(2, 2, 5));
  if (how === "refused") socket.reject(1, "VALIDATION", "No");
  if (how === "settled") {
    socket.ack(1, 1);
    socket.frame(setInt(2, 2, 6));
  }
  expect(heard.slice(0, 3).map((word) => word.split(" ")[0])).toEqual(["first", "throws", "last"]);
  expect(tree.state).toBe("closed");
  expect(wire.errors).toContainEqual(new Error("mine"));
  if (recorded !== undefined) expect(await codeOf(recorded)).toBe("DISCONNECTED");
  expect(() => count.set(1)).toThrow(expect.objectContaining({ code: "DISCONNECTED" }));
  for (const end of ends) end();
});

test("Listeners_ThatUnsubscribeThrowAndWrite_AreEachToldOnceOfEach", () => {
  const { socket, note } = joined();
  const count = note().int("count");
  const heard: string[] = [];
  const end = count.listen(({ new: now }) => {
    heard.push(`a ${now}`);
    end();
    note().string("text").set(`${now}`);
    throw new Error("mine");
  });
  count.listen(({ new: now }) => {
    heard.push(`b ${now}`);
    if (now < 3) count.set(now + 1);
  });
  note()
    .string("text")
    .listen(({ new: now }) => void heard.push(`text ${now}`));
  socket.frame(setInt(2, 2, 1));
  expect(heard).toEqual(["a 1", "b 1", "text 1", "b 2", "b 3"]);
  expect([count.value, note().string("text").value, wire.errors]).toEqual([3, "1", [new Error("mine")]]);
  expect(socket.actions.map(({ operations }) => operations[0]?.op)).toEqual(["string.set", "int.set", "int.set"]);
});

test("Listener_ThatDestroysAndMovesWhatIsBeingTold_LeavesATree", () => {
  const { tree, socket, get, childrenOf } = shaped();
  let times = 0;
  tree.on("change", (object) => {
    if (times++ < 3 && !object.isDestroyed && object.id > 2) get(3).moveTo(get(4));
  });
  tree.on("destroy", () => {
    if (times++ < 5) tree.create("card", get(2));
  });
  get(3)
    .string("text")
    .listen(() => get(3).destroy());
  socket.frame(setText(3, "x"), create(5, 2, ["five", 5, null, []], { parent: 2 }), move(4, 2, 0), destroy(5));
  const known = [...tree.objects.values()].map(({ id }) => id).sort((one, other) => one - other);
  const below = [1, ...[1, ...known].flatMap((id) => childrenOf(id))];
  expect(known).toEqual([...new Set(below)].sort((one, other) => one - other));
  expect(wire.errors).toEqual([]);
  for (let action = 1; action <= socket.actions.length; action++) socket.reject(action, "FORBIDDEN", "No");
  expect([childrenOf(2), get(3).string("text").value]).toEqual([[4, 3], "x"]);
});

test("Record_InAListenerOfARecord_IsAnActionOfItsOwn", async () => {
  const { tree, socket, note } = joined();
  let inner: Promise<void> | undefined;
  note()
    .int("count")
    .listen(() => {
      inner ??= tree.record(() => note().string("text").set("inner"));
    });
  const outer = tree.record(() => {
    note().int("count").set(1);
    note().int("count").set(2);
  });
  expect(socket.actions.map(({ operations }) => operations.map(({ op }) => op))).toEqual([
    ["int.set", "int.set"],
    ["string.set"],
  ]);
  socket.reject(1, "VALIDATION", "No");
  socket.ack(2, 0);
  expect(await codeOf(outer)).toBe("VALIDATION");
  await inner;
});
