import type { Operation } from "../src/instructions/operation.js";
import type { TreeObject } from "../src/replica/tree-object.js";
import { create, root, type } from "../tests/support/some.js";

/** Two operations that, done in turn, leave things as they were, so that any number of them measures the same. */
export interface SampleCase {
  readonly name: string;
  readonly first: Operation;
  readonly second: Operation;
  /** Listens as a view that shows the attribute does. */
  readonly follow: (sample: TreeObject, told: () => void) => void;
}

const object = 2;
const numbers = Array.from({ length: 100 }, (_, index) => index);
const attributes = "number: int, fraction: float, text: string, items: list, marks: set, entries: dict";

/** What the cases begin with: one object with one attribute of each kind whose speed is measured. */
export const snapshot: readonly Operation[] = [
  type(0, "root"),
  type(1, "sample", attributes),
  root(),
  create(object, 1, [0, 0, "a text", numbers, numbers, new Map([["key", 0]])]),
];

export const cases: readonly SampleCase[] = [
  {
    name: "int set",
    first: { op: "int.set", object, attribute: 1, value: 1 },
    second: { op: "int.set", object, attribute: 1, value: 2 },
    follow: (sample, told) => sample.int("number").subscribe(told),
  },
  {
    name: "float set",
    first: { op: "float.set", object, attribute: 2, value: 0.5 },
    second: { op: "float.set", object, attribute: 2, value: 1.5 },
    follow: (sample, told) => sample.float("fraction").subscribe(told),
  },
  {
    name: "string set",
    first: { op: "string.set", object, attribute: 3, value: "one text" },
    second: { op: "string.set", object, attribute: 3, value: "another text" },
    follow: (sample, told) => sample.string("text").subscribe(told),
  },
  {
    name: "list replace",
    first: { op: "list.replace", object, attribute: 4, index: 50, value: -1 },
    second: { op: "list.replace", object, attribute: 4, index: 50, value: -2 },
    follow: (sample, told) => sample.list("items").listen(told),
  },
  {
    name: "set add, remove",
    first: { op: "set.add", object, attribute: 5, value: -1 },
    second: { op: "set.remove", object, attribute: 5, value: -1 },
    follow: (sample, told) => sample.set("marks").listen(told),
  },
  {
    name: "dict put",
    first: { op: "dict.put", object, attribute: 6, key: "key", value: 1 },
    second: { op: "dict.put", object, attribute: 6, key: "key", value: 2 },
    follow: (sample, told) => sample.dict("entries").listen(told),
  },
];
