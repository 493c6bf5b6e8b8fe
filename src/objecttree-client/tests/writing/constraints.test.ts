import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { ObjectTreeError } from "../../src/connection/object-tree-error.js";
import type { Operation, TypeOperation } from "../../src/instructions/operation.js";
import type { Constraint } from "../../src/instructions/type-declaration.js";
import type { KindName } from "../../src/kinds/kind.js";
import type { TreeObject } from "../../src/replica/tree-object.js";
import type { Value } from "../../src/values/value.js";
import { expectAllowed } from "../../src/writing/constraints.js";
import { writing } from "../../src/writing/index.js";
import { connectTo, wire } from "../support/connecting.js";
import { snapshot } from "./joined.js";

interface Case {
  readonly kind: KindName;
  readonly constraint: Constraint;
  readonly before: unknown;
  readonly after: unknown;
  readonly isBroken: boolean;
}

const constraintsOf: { readonly [attribute: string]: readonly Constraint[] } = {
  text: [
    [1, "no"],
    [4, "no", "[a-su-z].*|two"],
  ],
  count: [[2, "no", 0, 5]],
  items: [[5, "no"]],
  labels: [[1, "no"]],
  style: [[4, "no", "#.*"]],
  rang: [[1, "no"]],
};

const file = new URL("../../../../frontend-contract/constraints.json", import.meta.url);
const { cases } = JSON.parse(readFileSync(file, "utf8")) as { cases: Case[] };

test.each(cases.map((one) => [JSON.stringify(one), one] as const))("Constraint_%s", (_, one) => {
  const declaration = { name: "a", kind: one.kind, flags: 3, constraints: [one.constraint] };
  const check = () => expectAllowed(declaration, fromJson(one.before), fromJson(one.after));
  if (one.isBroken) expect(check).toThrow(new ObjectTreeError("VALIDATION", "r"));
  else check();
});

test("Constraint_NotKnownOrWithOtherOperands_AsksNothing", () => {
  const constraints: Constraint[] = [
    [99, "r"],
    [2, "r"],
    [2, "r", "8", "9"],
    [2, "r", 8],
    [3, "r"],
    [3, "r", 0, null],
    [4, "r"],
    [4, "r", 5],
    [4, "r", "("],
    [4, "r", "b)|(?:c"],
  ];
  for (const after of ["any", 7]) expectAllowed({ name: "a", kind: "value", flags: 3, constraints }, null, after);
});

test("Write_BreaksAConstraint_IsRefusedAtOnceAndNotSent", () => {
  const [root, note, ...rest] = snapshot();
  const { attributes } = note as TypeOperation;
  const constrained = attributes.map((attribute) => ({
    ...attribute,
    flags: 3,
    constraints: constraintsOf[attribute.name] ?? [],
  }));
  const tree = connectTo({ writing });
  const socket = wire.server.accept([
    root as Operation,
    { ...(note as TypeOperation), attributes: constrained },
    ...rest,
  ]);
  const object = tree.objects.get(2) as TreeObject;

  const broken = [
    () => object.string("text").set(" "),
    () => object.string("text").delete(0, 3),
    () => object.string("text").insert(0, "t"),
    () => object.int("count").add(6),
    () => object.list("items").push(2),
    () => object.set("labels").set(["a", ""]),
    () => object.dict("style").put("a", "red"),
    () => object.event("rang").emit(),
  ];
  for (const write of broken) expect(write).toThrow(new ObjectTreeError("VALIDATION", "no"));
  expect(() => void tree.record(() => [object.int("count").set(5), object.int("count").set(6)])).toThrow("no");
  expect(socket.actions).toEqual([]);
  expect(object.int("count").value).toBe(0);
  expect(object.string("text").isPending).toBe(false);

  object.string("text").set("one");
  object.list("items").push(4);
  object.event("rang").emit("loudly");
  expect(socket.actions.length).toBe(3);
});

function fromJson(json: unknown): Value {
  if (Array.isArray(json)) return json.map(fromJson);
  if (typeof json !== "object" || json === null) return json as Value;
  return new Map(Object.entries(json).map(([key, item]) => [key, fromJson(item)]));
}
