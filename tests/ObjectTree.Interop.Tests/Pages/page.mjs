// Pages whose network is a test's: a line of JSON in is one thing that happens to one of them, the line out says what it has sent.
import { createInterface } from "node:readline";
import { drafting } from "../../../src/objecttree-client/dist/drafts/index.js";
import { connect } from "../../../src/objecttree-client/dist/index.js";
import { Actor, describe, numbers } from "../Sockets/actor.mjs";

const pages = new Map();

class Page extends Actor {
  constructor(seed) {
    const page = { sent: [], errors: [] };
    class Socket {
      constructor() {
        page.socket = this;
      }
      send(bytes) {
        page.sent.push(Buffer.from(bytes).toString("base64"));
      }
      close() {}
    }
    const options = { writing: drafting, WebSocket: Socket, onError: () => {} };
    super(connect("ws://test/tree", options), numbers(seed));
    this.page = page;
    this.mirror = new Mirror(this.tree, page.errors);
    page.socket.onopen();
  }

  act() {
    const { tree, random } = this;
    // Nobody waits for what the test has not delivered.
    const changed = async () => {
      switch (random(8)) {
        case 0:
          return tree.record(() => {
            for (let left = 1 + random(4); left > 0; left--) random(3) === 0 ? this.edit() : this.shape();
          });
        case 1:
          return this.sketch();
        case 2:
          return random(3) > 0 ? tree.root.undo() : tree.root.redo();
        case 3:
          return this.edit();
        default:
          return this.shape();
      }
    };
    this.expect(changed());
  }

  deliver(message) {
    this.page.socket.onmessage({ data: Uint8Array.from(Buffer.from(message, "base64")).buffer });
  }

  reconnect() {
    this.page.socket.onclose({ code: 1006, reason: "" });
    this.tree.retry();
    this.page.socket.onopen();
  }

  rest() {
    if (this.draft !== undefined) this.expect(this.end((draft) => draft.commit()));
  }

  state() {
    return [...this.tree.objects.values()].sort((one, other) => one.id - other.id).map(describe);
  }

  /** What it has sent since, once it is whole. */
  take() {
    const { errors, sent } = this.page;
    if (this.tree.state === "ready") this.mirror.check(this.tree.root);
    if (errors.length > 0) throw errors[0];
    return sent.splice(0);
  }

  expect(promise) {
    promise.catch((error) => {
      if (error?.name !== "ObjectTreeError") this.page.errors.push(error);
    });
  }
}

/** What somebody knows of a tree who only listens. */
class Mirror {
  constructor(tree, errors) {
    this.tree = tree;
    this.children = new Map();
    this.texts = new Map();
    const heard = (listener) => (object) => {
      try {
        listener(object);
      } catch (error) {
        errors.push(error);
      }
    };
    tree.on("create", heard((object) => this.come(object)));
    tree.on("destroy", heard((object) => this.go(object)));
  }

  come(object) {
    if (this.children.has(object)) throw new Error(`${object.id} has come twice`);
    const children = [...object.children.value];
    this.children.set(object, children);
    object.children.listen((change) => {
      if (change.kind !== "insert") children.splice(change.kind === "move" ? change.oldIndex : change.index, 1);
      if (change.kind !== "remove") children.splice(change.index, 0, change.item);
    });
    if (object.type === "Card") object.string("text").subscribe((now) => this.texts.set(object, now));
  }

  go(object) {
    if (!this.children.delete(object)) throw new Error(`${object.id} has gone twice`);
  }

  /** Whether what was told is what is there. */
  check(root) {
    const there = [root];
    for (const object of there) {
      const told = this.children.get(object);
      const { value } = object.children;
      const isSame = told?.length === value.length && told.every((child, index) => child === value[index]);
      if (!isSame) throw new Error(`the children of ${object.id} are not those that were told`);
      if (object.type === "Card" && this.texts.get(object) !== object.string("text").value)
        throw new Error(`the text of ${object.id} was not told`);
      if (value.some((child) => child.parent !== object)) throw new Error(`${object.id} has another's child`);
      if (this.tree.objects.get(object.id) !== object) throw new Error(`${object.id} is not found`);
      there.push(...value);
    }
    if (there.length !== this.tree.objects.size || there.length !== this.children.size)
      throw new Error("something is there that hangs nowhere");
  }
}

async function answer({ client, verb, ...rest }) {
  if (verb === "open") pages.set(client, new Page(rest.seed));
  const page = pages.get(client);
  if (verb === "state") return page.state();
  if (verb === "close") {
    page.tree.close();
    pages.delete(client);
    return null;
  }
  if (verb === "act") page.act();
  else if (verb === "deliver") page.deliver(rest.message);
  else if (verb === "reconnect") page.reconnect();
  else if (verb === "rest") page.rest();
  // What is settled leads to what is sent next.
  await new Promise(setImmediate);
  return page.take();
}

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  await answer(request).then(
    (value) => console.log(JSON.stringify({ id: request.id, value })),
    (error) => console.log(JSON.stringify({ id: request.id, error: `${error?.stack ?? error}` })),
  );
}
