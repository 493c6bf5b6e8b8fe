import type { Topic } from "../kinds/topic.js";
import { TreeObject } from "../replica/tree-object.js";
import { writerOfObject } from "../writing/topics.js";
import { UndoWatches } from "./undo-watches.js";

declare module "../replica/tree-object.js" {
  interface TreeObject {
    /**
     * Whether there is something that `undo` would take back: a source to bind to and to subscribe to. Known while somebody follows it,
     * and `false` before the server has said so. What others did since may be in the way all the same.
     * @throws ObjectTreeError `LIMIT`: more than 100 objects are followed so at once (by `subscribe`).
     */
    readonly canUndo: Topic<boolean, never>;
    /** Whether there is something that `redo` would make again. Otherwise as `canUndo`. */
    readonly canRedo: Topic<boolean, never>;
  }
}

for (const name of ["canUndo", "canRedo"] as const) {
  Object.defineProperty(TreeObject.prototype, name, {
    get(this: TreeObject) {
      const { extension } = writerOfObject(this);
      if (!(extension instanceof UndoWatches)) throw new TypeError("connect with { writing: undoable(writing) }");
      return extension.of(this)[name];
    },
  });
}
