import { connect } from "../../src/connection/connect.js";
import { mount } from "../../src/dom/mount/mount.js";
import { drafting } from "../../src/drafts/index.js";
import { type Contract, contract, type Note } from "./note-contract.js";

/** Compiled, and never run: what the compiler takes and refuses. */
export async function types(note: Note, container: Element) {
  const connected = connect<Contract>("/tree", { contract });
  const answer: string = await note.call("read", 1);
  // @ts-expect-error an argument of another type
  await note.call("read", "once");
  // @ts-expect-error no such method
  await note.call("write");
  note.int("count").value.toFixed();
  // @ts-expect-error another kind
  note.float("count");
  // @ts-expect-error no such attribute
  note.string("texts");
  // @ts-expect-error no such attribute
  note.texts;
  const owner: Note | null = note.owner.value;
  mount(container, connected, { note: (one) => document.createElement(one.text.value) });
  // @ts-expect-error no such frontend type
  mount(container, connected, { notes: () => document.createElement("p") });
  connected.on("change", (changed) => changed.type satisfies "note" | "empty");
  connected.on("state", (state) => state satisfies string);
  const shaped = connect<Contract>("/tree", { contract, writing: drafting });
  const made = shaped.create("Note", shaped.root, (one) => one.int("count").set(1), { index: 0 });
  if (contract.is(made, "note")) made.count.set(2);
  note.moveTo(made);
  note.moveTo(shaped.root, 0);
  const draft = shaped.draft(() => shaped.create("Note", note));
  draft.update(() => note.destroy());
  // @ts-expect-error no object of the tree
  note.moveTo(note.id);
  // @ts-expect-error no object of the tree
  shaped.create("Note", note.text);
  return [answer, owner];
}
