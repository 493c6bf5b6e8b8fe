// What a page that follows what it may undo finds of it.
import type { TreeWriter } from "../connection/writer.js";
import type { Topic } from "../kinds/topic.js";
import { TreeObject } from "../replica/tree-object.js";
import type { UndoWatches } from "./undo-watches.js";

declare module "../replica/tree-object.js" {
  interface TreeObject {
    /**
     * Whether there is something that `undo` would take back: a source to bind to and to subscribe to. Known while somebody follows it,
     * and `false` before the server has said so. What others did since may be in the way all the same. `subscribe` throws an
     * `ObjectTreeError` `LIMIT` when more than 100 objects are followed so at once.
     * @throws TypeError when the page does not connect with `undoable`.
     */
    readonly canUndo: Topic<boolean, never>;
    /** Whether there is something that `redo` would make again. Otherwise as `canUndo`. */
    readonly canRedo: Topic<boolean, never>;
  }
}

/** What each writer's page follows. */
export const watchesOf = new WeakMap<object, UndoWatches>();

for (const name of ["canUndo", "canRedo"] as const) {
  Object.defineProperty(TreeObject.prototype, name, {
    get(this: TreeObject) {
      const watches = watchesOf.get((this.surroundings.host.layers ?? this) as TreeWriter);
      if (watches === undefined) throw new TypeError("connect with { writing: undoable(writing) }");
      return watches.of(this)[name];
    },
  });
}
