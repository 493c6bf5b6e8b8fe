// Clients of the npm package that make one change when they are told to, driven by NodeClients: a line of JSON in, a line of JSON out.
import { createInterface } from "node:readline";
import { connect } from "../../../src/objecttree-client/dist/index.js";
import { shaping } from "../../../src/objecttree-client/dist/shaping/index.js";
import { describe } from "../Sockets/actor.mjs";

const trees = new Map();

const changes = {
  text: (tree, id, text) => tree.objects.get(id).string("text").set(text),
  mood: (tree, id, mood) => tree.objects.get(id).value("mood").set(mood),
  put: (tree, id, key, value) => tree.objects.get(id).dict("score").put(key, value),
  remove: (tree, id, key) => tree.objects.get(id).dict("score").remove(key),
  create: (tree, parent, key) => tree.create("Card", tree.objects.get(parent), undefined, { key }),
  move: (tree, id, parent, index) => tree.objects.get(id).moveTo(tree.objects.get(parent), index),
  destroy: (tree, id) => tree.objects.get(id).destroy(),
};

async function answer({ client, verb, url, name, what, args, tag }) {
  if (verb === "connect") {
    const made = connect(url, { writing: shaping, token: name, onError: () => {} });
    trees.set(client, made);
    await made.ready;
    return null;
  }
  const tree = trees.get(client);
  if (verb === "change") {
    try {
      await (what === "undo" ? tree.root.undo() : tree.record(() => changes[what](tree, ...args)));
      return null;
    } catch (error) {
      return error.code ?? `${error?.stack ?? error}`;
    }
  }
  if (verb === "state") {
    if (tag) await new Promise((resolve) => tree.root.tags.subscribe((now) => now.has(tag) && resolve()));
    return [...tree.objects.values()].sort((one, other) => one.id - other.id).map(describe);
  }
  tree.close();
  return null;
}

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  answer(request).then(
    (value) => console.log(JSON.stringify({ id: request.id, value })),
    (error) => console.log(JSON.stringify({ id: request.id, error: `${error?.stack ?? error}` })),
  );
}
