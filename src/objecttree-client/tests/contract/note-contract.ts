import { contractOf } from "../../src/contract/contract.js";
import type * as tree from "../../src/contract/index.js";

interface NoteAttributes {
  readonly text: tree.StringTopic;
  readonly count: tree.IntTopic;
  readonly owner: tree.ReferenceTopic<Note>;
  readonly id: tree.FloatTopic;
}

interface NoteMethods {
  read(times: number): string;
}

export interface Note extends tree.Typed<"note", NoteAttributes, NoteMethods> {}
interface Empty extends tree.Typed<"empty", object, object> {}

export interface Contract {
  readonly note: Note;
  readonly empty: Empty;
}

export const contract = contractOf<Contract>({
  note: {
    attributes: { text: "string", count: "writable int", owner: "reference", id: "float" },
    calls: ["read"],
  },
  empty: { attributes: {}, calls: [] },
});
