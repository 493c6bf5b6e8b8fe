import type { Writer } from "../codec/writer.js";
import { type Action, MessageKind, type Undo, type Watch } from "./message.js";
import { writeMessage } from "./write-client-message.js";

/** Writes what an action begins with: an `InstructionWriter` goes on from there. */
export function writeAction({ action, snapshot, base }: Omit<Action, "kind" | "instructions">): Writer {
  return writeMessage(MessageKind.action, action, snapshot, base);
}

/** Writes an action that takes something back. */
export function writeUndo({ action, object, redo }: Omit<Undo, "kind">): Writer {
  return writeMessage(MessageKind.undo, action, object, redo);
}

/** Writes what a client wants to know of what it may undo. */
export function writeWatch({ object, on }: Omit<Watch, "kind">): Writer {
  return writeMessage(MessageKind.watch, object, on);
}
