import { Reader } from "../codec/reader.js";
import { MessageKind, type UndoState } from "./message.js";

/** Reads what a client is told of what it may undo; `undefined`: it is another message. Throws nothing but `ProtocolError`. */
export function readUndoState(bytes: Uint8Array): UndoState | undefined {
  const reader = new Reader(bytes);
  if (reader.uint() !== MessageKind.undoState) return undefined;
  const state = {
    kind: "UndoState",
    object: reader.id(),
    canUndo: reader.bool(),
    canRedo: reader.bool(),
    position: reader.uint(),
  } as const;
  reader.ignoreRest();
  return state;
}
