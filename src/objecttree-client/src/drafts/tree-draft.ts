import { Tree } from "../connection/tree.js";
import { Draft } from "./draft.js";
import { DraftingWriter } from "./drafting-writer.js";

declare module "../connection/tree.js" {
  interface Tree {
    /**
     * Drafts all that `change` writes: only this page shows it, above all that it has proposed, and nothing of it is sent before
     * `commit`. A draft outlives its connection, unless the server was started anew meanwhile: it is shown again where it fits. When `change` throws, nothing is drafted.
     * @throws TypeError when something else is being recorded.
     */
    draft(change: () => void): Draft;
  }
}

Tree.prototype.draft = function (change) {
  const { writer } = this;
  if (writer instanceof DraftingWriter) return new Draft(writer, writer.beginDraft(change));
  throw new TypeError("connect with { writing: drafting }");
};
