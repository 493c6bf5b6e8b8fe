import type { Writing } from "../connection/writer.js";
import { readUndoState } from "../messages/read-undo-state.js";
import { watchesOf } from "./tree-object.js";
import { UndoWatches } from "./undo-watches.js";

/**
 * Lets a page that changes attributes know what it may undo: `connect(url, { writing: undoable(writing) })`, or `shaping` or `drafting`
 * in the place of `writing`; then `object.canUndo`.
 */
export function undoable(writing: Writing): Writing {
  return {
    create(replica) {
      const writer = writing.create(replica);
      const watches = new UndoWatches(replica);
      const inner = {
        connect: writer.connect,
        disconnect: writer.disconnect,
        read: writer.read,
        answer: writer.answer,
      };
      writer.connect = (send, limits) => {
        watches.connect(send);
        inner.connect.call(writer, send, limits);
      };
      writer.disconnect = () => {
        watches.connect(undefined);
        inner.disconnect.call(writer);
      };
      writer.read = (bytes) => readUndoState(bytes) ?? inner.read.call(writer, bytes);
      writer.answer = (message, calls, position) => {
        if (message.kind === "UndoState") watches.take(message, calls, position);
        else inner.answer.call(writer, message, calls, position);
      };
      watchesOf.set(writer, watches);
      return writer;
    },
  };
}
