// What a page does at random to a tree of sheets and cards, and how it tells what it has.

const mostCards = 12;
const words = ["a", "bc", "😀", "defg", "#", " "];

export class Actor {
  constructor(tree, random) {
    this.tree = tree;
    this.random = random;
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

  /** Creates, moves, destroys or writes a card. */
  shape() {
    const { tree, random } = this;
    const cards = [...tree.objects.values()].filter(({ type }) => type === "Card");
    const above = [tree.root, ...cards];
    const parent = above[random(above.length)];
    const card = cards[random(cards.length)];
    const choice = random(8);
    if (card === undefined || (choice < 3 && cards.length < mostCards)) {
      const init = random(2) === 0 ? undefined : (made) => text(made.string("text"), random);
      const index = random(parent.children.length + 1);
      tree.create("Card", parent, init, random(2) === 0 ? { index } : {});
    } else if (choice < 5) card.moveTo(parent);
    else if (choice === 5) card.destroy();
    else if (choice === 6) text(card.string("text"), random);
    else card.reference("next").set(random(3) === 0 ? null : parent);
  }

  /** Begins a draft, or goes on with it. */
  async sketch() {
    const { tree, random } = this;
    const change = () => {
      for (let left = 1 + random(3); left > 0; left--) random(3) === 0 ? this.edit() : this.shape();
    };
    const choice = random(4);
    if (this.draft === undefined) this.draft = tree.draft(change);
    else if (choice < 2) this.draft.update(change);
    else if (choice === 2) await this.end((draft) => draft.discard());
    else if (tree.state === "ready") await this.end((draft) => draft.commit());
  }

  async end(how) {
    const { draft } = this;
    this.draft = undefined;
    try {
      await how(draft);
    } catch (error) {
      if (error?.name !== "ObjectTreeError") throw error;
    }
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

/** An object as TreeJson has it. */
export function describe(object) {
  const { id, parent, type, children } = object;
  if (type === "Card") {
    const attributes = [object.string("text").value, object.reference("next").value?.id ?? null, object.int("rank").value];
    return [id, parent.id, type, children.value.map((child) => child.id), attributes];
  }
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
export function numbers(seed) {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 4_294_967_296) * below);
  };
}
