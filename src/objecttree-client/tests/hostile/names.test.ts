import { expect, test, vi } from "vitest";
import { shaping } from "../../src/shaping/index.js";
import { codeOf, connectTo, wire } from "../support/connecting.js";
import { create, openType, root, type } from "../support/some.js";
import { joined } from "../writing/joined.js";

const names = [
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "hasOwnProperty",
  "then",
  "__defineGetter__",
  "valueOf",
];

/** Nothing but data, with names that would be more than that in an object. */
const evil = JSON.parse('{"__proto__": {"polluted": true}, "then": 1}');
const asData = new Map<string, unknown>([
  ["__proto__", new Map([["polluted", true]])],
  ["then", 1],
]);

test("Names_ThatEveryObjectHas_AreWrittenAndSentAsData", () => {
  const { socket, note } = joined();
  for (const name of names) {
    note().dict("style").put(name, evil);
    note().set("labels").add(name);
    const sent = socket.actions.slice(-2).map(({ operations }) => operations[0]);
    expect(sent).toMatchObject([
      { op: "dict.put", key: name, value: asData },
      { op: "set.add", value: name },
    ]);
  }
  expect([...note().dict("style").value.keys()]).toEqual(names);
  expect([...note().set("labels").value]).toEqual(names);
  note().dict("style").set(JSON.parse('{"__proto__": 1}'));
  expect(note().dict("style").value).toEqual(new Map([["__proto__", 1]]));
  note().dict("style").remove("constructor");
  expect(socket.actions).toHaveLength(2 * names.length + 1);
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
});

test("Names_ThatEveryObjectHas_AreNoObjectsTypesOrAttributes", () => {
  const tree = connectTo({ writing: shaping });
  wire.server.accept([type(0, "root"), openType(1, "note", "text: string"), root(), create(2, 1, ["hello"])]);
  const note = tree.objects.get(2);
  for (const name of names) {
    expect(tree.find(name)).toBeUndefined();
    expect(() => note?.string(name)).toThrow(TypeError);
    expect(() => note?.subscribe([name], () => {})).toThrow(TypeError);
    expect(() => tree.create(name, tree.root)).toThrow(/no type/);
  }
  expect(wire.server.socket.actions).toEqual([]);
});

test("Key_ThatEveryObjectHas_IsAKeyLikeAnyOther", () => {
  const tree = connectTo({ writing: shaping });
  const socket = wire.server.accept([type(0, "root"), openType(1, "__proto__", "constructor: string"), root()]);
  for (const name of names) {
    const made = tree.create("__proto__", tree.root, (it) => it.string("constructor").set(name), { key: name });
    expect(tree.find(name)).toBe(made);
    expect(() => tree.create("__proto__", tree.root, undefined, { key: name })).toThrow(
      expect.objectContaining({ code: "VALIDATION" }),
    );
  }
  expect(socket.actions.map(({ operations }) => operations[0])).toMatchObject(names.map((key) => ({ op: "new", key })));
});

test("Calls_WithNamesThatEveryObjectHas_AskTheServerAndNobodyElse", async () => {
  const { tree, socket, note } = joined();
  for (const [index, name] of names.entries()) {
    const calls = [note().call(name, { [name]: name }), tree.call(name, name)];
    await vi.advanceTimersByTimeAsync(0);
    expect(socket.calls.slice(-2)).toMatchObject([
      { object: 2, method: name, arguments: [new Map([[name, name]])] },
      { object: 0, method: name, arguments: [name] },
    ]);
    for (const call of [1, 2]) socket.answer(2 * index + call, name, { code: "FORBIDDEN" });
    for (const call of calls) expect(await codeOf(call)).toBe("FORBIDDEN");
  }
});
