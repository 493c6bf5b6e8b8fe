import { connect } from "../../src/connection/connect.js";
import { mount } from "../../src/dom/mount/mount.js";
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
  return [answer, owner];
}
