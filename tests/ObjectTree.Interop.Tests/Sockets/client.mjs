// Clients of the npm package, driven by NodeClients: a line of JSON in, a line of JSON out.
import { createInterface } from "node:readline";
import { connect } from "../../../src/objecttree-client/dist/index.js";
import { drafting } from "../../../src/objecttree-client/dist/drafts/index.js";
import { Actor, describe, numbers } from "./actor.mjs";

const mostCount = 1_000;
const clients = new Map();

class Client extends Actor {
  constructor({ url, seed, name }) {
    super(connect(url, { writing: drafting, onError: () => {} }), numbers(seed));
    this.name = name;
    this.account = { made: {}, refused: {}, unknown: {}, others: 0 };
  }

  async play(sheet, steps) {
    let waiting = [];
    for (let step = 0; step < steps; step++) {
      await this.ready();
      waiting.push(this.step(sheet, `${this.name}.${step}`));
      // What is on its way gets a turn.
      if (this.random(4) === 0) await new Promise(setImmediate);
      if (this.random(12) > 0) continue;
      await Promise.all(waiting);
      waiting = [];
    }
    await Promise.all(waiting);
    while (this.draft !== undefined) {
      await this.ready();
      if (this.tree.state === "ready") await this.end((draft) => draft.commit());
    }
    // Behind all that nobody waited for.
    await this.keep(sheet, `${this.name}.end`);
    return this.account;
  }

  async state(tag) {
    const { tree } = this;
    await this.until("change", () => tree.state === "ready" && tree.root.tags.value.has(tag));
    return [...tree.objects.values()]
      .sort((one, other) => one.id - other.id)
      .map(describe);
  }

  async step(sheet, token) {
    const { tree, random } = this;
    try {
      switch (random(12)) {
        case 8:
        case 9:
          return this.shape();
        case 10:
          await tree.record(() => {
            for (let left = 1 + random(3); left > 0; left--) this.shape();
          });
          break;
        case 11:
          return await this.sketch();
        case 0:
          return await this.keep(sheet, token);
        case 1:
          await (random(3) > 0 ? tree.root.undo() : tree.root.redo());
          break;
        case 2:
          await tree.record(() => {
            for (let left = 1 + random(3); left > 0; left--) this.edit();
          });
          break;
        default:
          return this.edit();
      }
      this.account.others++;
    } catch (error) {
      // It was refused, or nobody knows.
      if (error?.name !== "ObjectTreeError") throw error;
    }
  }

  async keep(sheet, token) {
    const { tree, random, account } = this;
    const added = 1 + random(9);
    const isTooLarge = random(4) === 0;
    let outcome = account.unknown;
    try {
      await tree.record(() => {
        const object = tree.objects.get(sheet);
        const ledger = object.list("ledger");
        ledger.insert(random(ledger.value.length + 1), token);
        object.int("sum").add(added);
        if (isTooLarge) object.int("count").set(mostCount + 1);
      });
      outcome = account.made;
    } catch (error) {
      if (error?.name !== "ObjectTreeError") throw error;
      if (error.code !== "DISCONNECTED") outcome = account.refused;
    } finally {
      outcome[token] = added;
    }
  }

  ready() {
    return this.until("state", () => this.tree.state === "ready");
  }

  async until(event, holds) {
    if (holds()) return;
    await new Promise((resolve) => {
      const ends = ["state", event].map((name) =>
        this.tree.on(name, () => {
          if (!holds()) return;
          for (const end of ends) end();
          resolve();
        }),
      );
    });
  }
}

async function answer({ client, verb, ...rest }) {
  if (verb === "connect") {
    clients.set(client, new Client(rest));
    await clients.get(client).ready();
    return null;
  }
  const one = clients.get(client);
  if (verb === "play") return one.play(rest.sheet, rest.steps);
  if (verb === "state") return one.state(rest.tag);
  one.tree.close();
  clients.delete(client);
  return null;
}

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  answer(request).then(
    (value) => console.log(JSON.stringify({ id: request.id, value })),
    (error) => console.log(JSON.stringify({ id: request.id, error: `${error?.stack ?? error}` })),
  );
}
