import { expect } from "vitest";
import type { ActionOperation } from "../../src/instructions/operation.js";
import type { TreeObject } from "../../src/replica/tree-object.js";
import { Reference } from "../../src/values/reference.js";
import type { Dump, Model } from "./model.js";

export function dumpOf(object: TreeObject): Dump {
  const state = object.id === 1 ? [] : [object.int("count").value, object.value("note").value];
  return { id: object.id, key: object.key, state, children: object.children.value.map(dumpOf) };
}

/** An object itself, without what is below it. */
export function lookOf(object: TreeObject): string {
  const { id, parent, children } = object;
  return JSON.stringify([
    id,
    parent?.id,
    children.value.map((child) => child.id),
    { ...object.toJSON(), children: [] },
  ]);
}

export function renamed(operation: ActionOperation, ids: ReadonlyMap<number, number>): ActionOperation {
  const fields = Object.entries(operation).map(([name, field]) => {
    if (field instanceof Reference) return [name, new Reference(ids.get(field.id) ?? field.id)];
    return [name, ["id", "parent", "object"].includes(name) ? (ids.get(field as number) ?? field) : field];
  });
  return Object.fromEntries(fields);
}

/** The operation with a place that there is. */
export function fitting(model: Model, operation: ActionOperation): ActionOperation {
  if (operation.op !== "new" && operation.op !== "move") return operation;
  const children = model.nodes.get(operation.parent)?.children ?? [];
  const last = children.length - (children.includes(operation.id) ? 1 : 0);
  return operation.index > last ? { ...operation, index: -1 } : operation;
}

export function expectFreshJson(object: TreeObject): void {
  const json = object.toJSON();
  expect(json.id).toBe(object.id);
  expect(json.attributes).toEqual(object.id === 1 ? {} : { count: object.int("count").value, note: plainNote(object) });
  expect(json.children).toEqual(object.children.value.map((child) => child.toJSON()));
  for (const child of object.children.value) expectFreshJson(child);
}

export function plainNote(object: TreeObject): unknown {
  const note = object.value("note").value;
  return note !== null && typeof note === "object" ? (note as { id?: number }).id : note;
}
