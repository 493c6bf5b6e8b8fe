import type { Operation } from "../../src/instructions/operation.js";
import type { TreeObject } from "../../src/replica/tree-object.js";
import { shaping } from "../../src/shaping/index.js";
import { connectTo, wire } from "../support/connecting.js";
import { create, openType, root, type } from "../support/some.js";

/** A board with two cards: 2 has 3 and 4 below it. */
export function snapshot(): readonly Operation[] {
  const cards = [create(3, 2, ["one", 1, null, []], { parent: 2 }), create(4, 2, ["two", 2, null, []], { parent: 2 })];
  const card = openType(2, "card", "text: string, count: int, next: reference, links: list");
  return [type(0, "root"), type(1, "board"), card, root(), create(2, 1), ...cards];
}

/** The state of a card that the server creates. */
export const madeCard = ["new card", 7, null, []];

export function shaped(writing = shaping) {
  const tree = connectTo({ writing });
  const socket = wire.server.accept(snapshot());
  const get = (id: number) => {
    const found = tree.objects.get(id);
    if (found === undefined) throw new Error(`there is no object ${id}`);
    return found;
  };
  const told: string[] = [];
  for (const event of ["create", "change", "destroy"] as const)
    tree.on(event, (object: TreeObject) => void told.push(`${event} ${object.id}`));
  const childrenOf = (id: number) => get(id).children.value.map((child) => child.id);
  return { tree, socket, get, told, childrenOf };
}
