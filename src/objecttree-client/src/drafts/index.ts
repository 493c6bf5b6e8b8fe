import type { Writing } from "../connection/writer.js";
import "../shaping/tree-shape.js";
import "../writing/topics.js";
import { DraftingWriter } from "./drafting-writer.js";
import "./tree-draft.js";

export type { Placing } from "../shaping/placing.js";
export type { Draft } from "./draft.js";

/** Lets a page do all that `shaping` does, and draft it before it is proposed: `connect(url, { writing: drafting })`. */
export const drafting: Writing = { create: (replica) => new DraftingWriter(replica) };
