// What a client reads besides that follows what it may undo; see read-server-message.ts for the rest.
import { Reader } from "../codec/reader.js";
import { MessageKind, type UndoState } from "./message.js";

/** Reads what the client may undo; `undefined`: it is another message. Throws nothing but `ProtocolError`. */
export function readUndoState(bytes: Uint8Array): UndoState | undefined {
  const reader = new Reader(bytes);
  if (reader.uint() !== MessageKind.undoState) return undefined;
  const state: UndoState = {
    kind: "UndoState",
    object: reader.id(),
    canUndo: reader.bool(),
    canRedo: reader.bool(),
    position: reader.uint(),
  };
  reader.ignoreRest();
  return state;
}
