// What the test page has: the library, a server in memory, and everything that was kept out by the content policy.
import { animated } from "../../src/animation/index.js";
import { connect } from "../../src/connection/connect.js";
import type { Tree } from "../../src/connection/tree.js";
import type { TreeOptions } from "../../src/connection/tree-options.js";
import { dom, type MountOptions, mount, type Views } from "../../src/dom/index.js";
import { elements } from "../../src/elements/index.js";
import { field } from "../../src/fields/index.js";
import type { Operation } from "../../src/instructions/operation.js";
import { shaping } from "../../src/shaping/index.js";
import { createRecord } from "../../src/values/record.js";
import { writing } from "../../src/writing/index.js";
import { FakeServer } from "../support/fake-server.js";
import * as some from "../support/some.js";
import { clock, form } from "./form.js";

const violations: string[] = [];
const warnings: string[] = [];
const errors: string[] = [];
document.addEventListener("securitypolicyviolation", (event) => violations.push(event.violatedDirective));
console.warn = (text: unknown) => void warnings.push(String(text));
console.error = (text: unknown) => void errors.push(String(text));

/** A mounted tree that is ready. */
function show(views: Views, snapshot: readonly Operation[], options?: MountOptions, treeOptions?: TreeOptions) {
  const server = new FakeServer();
  const tree: Tree = connect("/tree", { WebSocket: server.WebSocket, ...treeOptions });
  const container = document.createElement("main");
  document.body.append(container);
  const unmount = mount(container, tree, views, options);
  server.accept(snapshot);
  const get = (id: number) => {
    const object = tree.objects.get(id);
    if (object === undefined) throw new Error(`there is no object ${id}`);
    return object;
  };
  return { server, tree, container, unmount, get };
}

/** Lets promises settle. */
const settle = () => new Promise((resolve) => setTimeout(resolve));

/** Waits until what was asked for the next animation frame is done. */
const nextAnimationFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));

export const harness = {
  ...some,
  createRecord,
  animated,
  dom,
  mount,
  elements,
  field,
  form,
  clock,
  writing,
  shaping,
  connect,
  show,
  settle,
  nextAnimationFrame,
  violations,
  warnings,
  errors,
};
Object.assign(globalThis, { ot: harness });
