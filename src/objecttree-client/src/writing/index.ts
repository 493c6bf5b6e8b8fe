import type { Writing } from "../connection/writer.js";
import { ReplicaWriter } from "./replica-writer.js";
import "./topics.js";

/** Lets a page change attributes that the server opens to clients: `connect(url, { writing })`. */
export const writing: Writing = { create: (replica) => new ReplicaWriter(replica) };
