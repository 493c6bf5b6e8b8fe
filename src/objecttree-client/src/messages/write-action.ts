import { Writer } from "../codec/writer.js";
import { type Action, MessageKind, type Undo } from "./message.js";

/** Writes what an action begins with: an `InstructionWriter` goes on from there. */
export function writeAction({ action, snapshot, base }: Omit<Action, "kind" | "instructions">): Writer {
  const writer = new Writer();
  writer.write(MessageKind.action, action, snapshot, base);
  return writer;
}

/** Writes an action that takes something back. */
export function writeUndo({ action, object, redo }: Omit<Undo, "kind">): Writer {
  const writer = new Writer();
  writer.write(MessageKind.undo, action, object, redo);
  return writer;
}
