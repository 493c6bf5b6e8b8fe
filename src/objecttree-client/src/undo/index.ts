import type { Writing } from "../connection/writer.js";
import "./tree-object.js";
import { UndoWatches } from "./undo-watches.js";

/**
 * Lets a page that writes know, besides, what it may undo (`object.canUndo`, `object.canRedo`):
 * `connect(url, { writing: undoable(writing) })`.
 * @param writing how the page writes: `writing`, `shaping` or `drafting`.
 */
export function undoable(writing: Writing): Writing {
  return {
    create(replica) {
      const writer = writing.create(replica);
      writer.extension = new UndoWatches(replica);
      return writer;
    },
  };
}
