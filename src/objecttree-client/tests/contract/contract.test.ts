import { expect, test } from "vitest";
import { connect } from "../../src/connection/connect.js";
import type { Operation, TypeOperation } from "../../src/instructions/operation.js";
import { wire } from "../support/connecting.js";
import { create, openType, root, setText, type } from "../support/some.js";
import { type Contract, contract, type Note } from "./note-contract.js";

const declared = "text: string, count: int, owner: reference, id: float";
const noteType = (attributes = declared): TypeOperation => {
  const made = type(1, "note", attributes);
  const opened = made.attributes.map((one) => ({ ...one, flags: one.name === "count" ? 1 : 0 }));
  return { ...made, attributes: opened, methods: ["read"] };
};

function connectTo(...operations: Operation[]) {
  const connected = connect<Contract>("http://host/tree", {
    contract,
    WebSocket: wire.server.WebSocket,
    onError: (error) => void wire.errors.push(error),
  });
  return { connected, socket: wire.server.accept([type(0, "root"), ...operations]) };
}

test("Attribute_IsAPropertyOfItsObject", () => {
  const { connected, socket } = connectTo(noteType(), root(), create(2, 1, ["hi", 3, 2, 0.5]));
  const note = connected.objects.get(2) as Note;
  expect([note.text.value, note.count.value, note.owner.value, note.id]).toEqual(["hi", 3, note, 2]);
  expect(note.float("id").value).toBe(0.5);
  expect(note.text).toBe(note.string("text"));
  socket.frame(setText(2, "new"));
  expect(note.text.value).toBe("new");
  expect((connected.root as unknown as Note).text).toBeUndefined();
  expect(wire.errors).toEqual([]);
});

test("Object_TellsItsType", () => {
  const { connected } = connectTo(noteType(), root(), create(2, 1, ["hi", 3, null, 0]));
  expect(contract.is(connected.objects.get(2), "note")).toBe(true);
  expect(contract.is(connected.objects.get(2), "empty")).toBe(false);
  expect(contract.is({ type: "note" }, "note")).toBe(false);
  const found = connected.objects.get(2);
  if (found?.type === "note") expect(found.count.value).toBe(3);
});

test("Server_ThatHasChanged_IsToldOnceByTypeAndAttribute", () => {
  const closed = { ...type(1, "note", "heading: string, count: int, owner: value, id: float"), methods: ["write"] };
  const { socket } = connectTo(closed, root(), create(2, 1, ["hi", 3, null, 0]));
  socket.frame({ op: "int.set", object: 2, attribute: 2, value: 4 });
  const [error] = wire.errors as [{ code: string; message: string }];
  expect(wire.errors.length).toBe(1);
  expect([error.code, error.message]).toEqual([
    "CONTRACT",
    'the server has changed since the contract was written: note: "text" is not there, not string; ' +
      '"count" is int, not writable int; "owner" is value, not reference; "read" cannot be called',
  ]);
  socket.frame({ ...openType(2, "note", ""), type: "OldNote", methods: ["read"] });
  expect((wire.errors[1] as Error).message).toContain('note (OldNote): "text" is not there');
});

test("Server_ThatHasMore_IsFine", () => {
  connectTo(noteType(`more: int, ${declared}`), type(2, "other", "a: int"), root());
  expect(wire.errors).toEqual([]);
});
