import type { TreeOptions } from "../../src/connection/tree-options.js";
import type { Operation } from "../../src/instructions/operation.js";
import type { AttributeOperation } from "../../src/kinds/attribute-operation.js";
import { writing } from "../../src/writing/index.js";
import { connectTo, wire } from "../support/connecting.js";
import { create, root, type } from "../support/some.js";

export function snapshot(text = "two", count = 0): readonly Operation[] {
  const declared = "text: string, count: int, items: list, labels: set, style: dict, rang: event, closed: int";
  const note = type(1, "note", declared);
  const attributes = note.attributes.map((attribute) => ({ ...attribute, flags: attribute.name === "closed" ? 0 : 1 }));
  const state = [text, count, [1, 2, 3], [], new Map(), null, 0];
  return [type(0, "root"), { ...note, attributes }, root(), create(2, 1, state)];
}

export function joined(text?: string, limits: { [name: string]: number } = {}, options: TreeOptions = { writing }) {
  const tree = connectTo(options);
  const socket = wire.server.accept(snapshot(text), limits);
  const note = () => {
    const found = tree.objects.get(2);
    if (found === undefined) throw new Error("the snapshot has a note");
    return found;
  };
  return { tree, socket, note };
}

export const splice = (position: number, deleted: number, inserted: string): AttributeOperation => ({
  op: "string.splice",
  object: 2,
  attribute: 1,
  position,
  deleted,
  inserted,
});
