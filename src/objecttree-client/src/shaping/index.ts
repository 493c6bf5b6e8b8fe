import type { Writing } from "../connection/writer.js";
import "../writing/topics.js";
import { ShapingWriter } from "./shaping-writer.js";
import "./tree-shape.js";

export type { Placing } from "./placing.js";

/**
 * Lets a page change attributes, as `writing` does, and create, destroy and move objects of types that the server opens to
 * clients: `connect(url, { writing: shaping })`.
 */
export const shaping: Writing = { create: (replica) => new ShapingWriter(replica) };
