// A page with a form, inside of the test page: each field holds an attribute of object 2.

import { connect } from "../../src/connection/connect.js";
import type { Tree } from "../../src/connection/tree.js";
import { dom, mount } from "../../src/dom/index.js";
import { field } from "../../src/fields/index.js";
import type { TreeObject } from "../../src/replica/tree-object.js";
import type { Value } from "../../src/values/value.js";
import { writing } from "../../src/writing/index.js";
import { FakeServer } from "../support/fake-server.js";
import { create, openType, root, type } from "../support/some.js";

const attributes =
  "title: string, notes: string, stars: int, weight: float, done: bool, colour: string, size: value, mail: string, day: string";

/** In the order of their numbers, from 1 on. */
const initial = { title: "", notes: "", stars: 0, weight: 0, done: false, colour: "red", size: 1, mail: "", day: "" };

/** When everything happens that a person does, in milliseconds: it is only as late as a test says. */
export const clock = { now: 0 };
Object.defineProperty(Event.prototype, "timeStamp", { get: () => clock.now });

/** A mounted form, whose object holds these. */
export function form(state: { readonly [name: string]: Value } = {}) {
  const server = new FakeServer();
  const errors: unknown[] = [];
  const tree: Tree = connect("/tree", {
    WebSocket: server.WebSocket,
    writing,
    onError: (error) => void errors.push(String(error)),
  });
  const container = document.createElement("main");
  document.body.append(container);
  const unmount = mount(container, tree, { form: formOf });
  const values: { readonly [name: string]: Value } = { ...initial, ...state };
  const states = Object.keys(initial).map((name) => values[name] ?? null);
  server.accept([type(0, "root"), openType(1, "form", attributes), root(), create(2, 1, states)]);
  const object = tree.objects.get(2) as TreeObject;
  return { server, tree, container, unmount, object, errors };
}

function formOf(object: TreeObject): HTMLElement {
  const problem = dom.element("p", { attributes: { role: "alert" } });
  const refused = (reason: Error | undefined) => {
    problem.textContent = reason?.message ?? "";
  };
  const option = (value: string) => dom.element("option", { attributes: { value }, text: value });
  const radio = (value: string) =>
    labelled(value, "input", { type: "radio", name: "size", value }, { checked: field(object.value("size")) });
  return dom.element("form", {
    children: [
      labelled("Title", "input", {}, { value: field(object.string("title"), { refused }) }),
      labelled("Notes", "textarea", { rows: 3 }, { value: field(object.string("notes")) }),
      labelled("Stars", "input", { type: "number" }, { value: field(object.int("stars"), { refused }) }),
      labelled("Weight", "input", { type: "number" }, { value: field(object.float("weight")) }),
      labelled("Done", "input", { type: "checkbox" }, { checked: field(object.bool("done")) }),
      labelled(
        "Colour",
        "select",
        {},
        { children: ["red", "green", "blue"].map(option), value: field(object.string("colour")) },
      ),
      ...["1", "2", "3"].map(radio),
      labelled("Mail", "input", { type: "email" }, { value: field(object.string("mail")) }),
      labelled("Day", "input", { type: "date" }, { value: field(object.string("day")) }),
      problem,
    ],
  });
}

function labelled(
  label: string,
  tag: "input" | "textarea" | "select",
  attributes: { readonly [name: string]: Value },
  bindings: Parameters<typeof dom.element>[1],
): HTMLElement {
  return dom.element("label", { children: [label, dom.element(tag, { attributes, ...bindings })] });
}
