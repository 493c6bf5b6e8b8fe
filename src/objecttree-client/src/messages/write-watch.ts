import type { Writer } from "../codec/writer.js";
import { MessageKind, type Watch } from "./message.js";
import { writeMessage } from "./write-client-message.js";

/** Writes what a client wants to know of what it may undo. */
export function writeWatch({ object, on }: Omit<Watch, "kind">): Writer {
  return writeMessage(MessageKind.watch, object, on);
}
