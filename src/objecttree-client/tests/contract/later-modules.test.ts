import { expect, test, vi } from "vitest";
import { wire } from "../support/connecting.js";
import { create, openType, root, type } from "../support/some.js";

test("Attribute_CalledLikeWhatALaterModuleAdds_IsReachedByItsName", async () => {
  vi.resetModules();
  const { contractOf } = await import("../../src/contract/index.js");
  const { connect } = await import("../../src/index.js");
  const attributes = {
    moveTo: "writable string",
    destroy: "writable int",
    undo: "writable int",
    canUndo: "writable bool",
  };
  const contract = contractOf({ note: { attributes, calls: [] } });
  const { shaping } = await import("../../src/shaping/index.js");
  const { undoable } = await import("../../src/undo/index.js");
  const tree = connect("http://host/tree", {
    contract,
    writing: undoable(shaping),
    WebSocket: wire.server.WebSocket,
    onError: (error) => void wire.errors.push(error),
  });
  const declared = openType(1, "note", "moveTo: string, destroy: int, undo: int, canUndo: bool");
  const socket = wire.server.accept([
    type(0, "root"),
    declared,
    root(),
    create(2, 1, ["a", 1, 2, true]),
    create(3, 1, ["b", 1, 2, true]),
  ]);
  const note = (id: number) => tree.objects.get(id) as import("../../src/index.js").TreeObject;
  expect([note(2).string("moveTo").value, note(2).bool("canUndo").value, note(2).canUndo.value]).toEqual([
    "a",
    true,
    false,
  ]);
  note(3).moveTo(note(2));
  note(2).destroy();
  expect(socket.actions.flatMap(({ operations }) => operations.map(({ op }) => op))).toEqual(["move", "destroy"]);
  expect(wire.errors).toEqual([]);
});

test("Attribute_CalledLikeWhatNobodyAdds_IsAPropertyStill", async () => {
  vi.resetModules();
  const { contractOf } = await import("../../src/contract/index.js");
  const { connect } = await import("../../src/index.js");
  const contract = contractOf({ note: { attributes: { moveTo: "string", surroundings: "string" }, calls: [] } });
  const tree = connect("http://host/tree", { contract, WebSocket: wire.server.WebSocket });
  wire.server.accept([
    type(0, "root"),
    type(1, "note", "moveTo: string, surroundings: string"),
    root(),
    create(2, 1, ["here", "there"]),
  ]);
  const note = tree.objects.get(2) as unknown as { moveTo: { value: string }; string(name: string): { value: string } };
  expect([note.moveTo.value, note.string("surroundings").value]).toEqual(["here", "there"]);
});
