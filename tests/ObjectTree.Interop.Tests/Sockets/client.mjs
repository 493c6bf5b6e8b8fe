// Clients of the npm package, driven by NodeClients: a line of JSON in, a line of JSON out.
import { createInterface } from "node:readline";
import { connect } from "../../../src/objecttree-client/dist/index.js";
import { writing } from "../../../src/objecttree-client/dist/writing/index.js";

const mostCount = 1_000;
const words = ["a", "bc", "😀", "defg", "#", " "];
const clients = new Map();

class Client {
  constructor({ url, tree, seed, name }) {
    this.random = numbers(seed);
    this.name = name;
    this.account = { made: {}, refused: {}, unknown: {}, others: 0 };
    this.tree = connect(url, { tree, writing, onError: () => {} });
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
      switch (random(8)) {
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

  edit() {
    const { tree, random } = this;
    const sheets = tree.root.children.value.filter(({ type }) => type === "Sheet");
    const sheet = sheets[random(sheets.length)];
    switch (random(12)) {
      case 0:
      case 1:
      case 2:
        return text(sheet.string("text"), random);
      case 3:
        return random(3) === 0 ? sheet.int("count").set(random(40) - 20) : sheet.int("count").add(random(401) - 200);
      case 4:
        return random(2) === 0
          ? sheet.float("ratio").set((random(40) - 20) / 4)
          : sheet.float("ratio").add((random(16) - 8) / 8);
      case 5:
        return sheet.bool("done").set(random(2) === 0);
      case 6:
        return sheet.value("mood").set(random(3) === 0 ? null : words[random(words.length)]);
      case 7:
        return sheet.reference("friend").set(random(3) === 0 ? null : sheets[random(sheets.length)]);
      case 8:
      case 9:
        return items(sheet.list("items"), random);
      case 10:
        return labels(sheet.set("labels"), random);
      default:
        return score(sheet.dict("score"), random);
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

function text(topic, random) {
  const now = topic.value;
  let place;
  do place = random(now.length + 1);
  while (isLow(now.charCodeAt(place)));
  const choice = random(8);
  if (choice === 0) topic.set(words[random(words.length)] + words[random(words.length)]);
  else if (choice < 3 && place < now.length) topic.delete(place, isLow(now.charCodeAt(place + 1)) ? 2 : 1);
  else if (choice === 3) topic.delete(0, place);
  else topic.insert(place, words[random(words.length)]);
}

function items(topic, random) {
  const { length } = topic.value;
  const choice = random(8);
  if (choice === 0 && length > 0) topic.remove(random(length));
  else if (choice === 1 && length > 0) topic.replace(random(length), random(100));
  else if (choice === 2 && length > 1) topic.move(random(length), random(length));
  else if (choice === 3) topic.set([random(100), random(100)]);
  else if (choice === 4) topic.push(random(100), random(100));
  else topic.insert(random(length + 1), random(100));
}

function labels(topic, random) {
  const word = words[random(words.length)];
  const choice = random(8);
  if (choice === 0) topic.set([word, words[random(words.length)]]);
  else if (choice < 3) topic.remove(word);
  else topic.add(word);
}

function score(topic, random) {
  const word = words[random(words.length)];
  const choice = random(8);
  if (choice === 0) topic.set({ bc: random(10) });
  else if (choice < 3) topic.remove(word);
  else topic.put(word, random(10));
}

function isLow(unit) {
  return unit >= 0xdc00 && unit < 0xe000;
}

function describe(object) {
  const { id, parent, type, children } = object;
  const attributes =
    type !== "Sheet"
      ? null
      : [
          object.string("text").value,
          object.int("count").value,
          `${Math.round(object.float("ratio").value * 1_000)}`,
          object.bool("done").value,
          object.value("mood").value,
          object.reference("friend").value?.id ?? null,
          object.list("items").value,
          [...object.set("labels").value].sort(byCodeUnits),
          [...object.dict("score").value].sort(([one], [other]) => byCodeUnits(one, other)),
          object.list("ledger").value,
          object.int("sum").value,
          object.int("seen").value,
        ];
  return [id, parent?.id ?? null, type, children.value.map((child) => child.id), attributes];
}

function byCodeUnits(one, other) {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** Numbers below a bound that can be had again. */
function numbers(seed) {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 4_294_967_296) * below);
  };
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
