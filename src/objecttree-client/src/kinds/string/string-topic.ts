import { malformed } from "../../codec/protocol-error.js";
import type { SingleChange } from "../single-topic.js";
import { Topic } from "../topic.js";
import type { StringOperation } from "./string-operation.js";

/** A change of a string. `edit` says which part changed, when the server did. */
export interface StringChange extends SingleChange<string> {
  /** In UTF-16 code units of `old`. */
  readonly edit?: { readonly position: number; readonly deleted: number; readonly inserted: string };
}

/** A topic that holds a string. */
export class StringTopic extends Topic<string, StringChange> {
  /** @internal */
  apply(operation: StringOperation): void {
    const old = this.staged;
    if (operation.op === "string.set") {
      this.stage(operation.value);
      this.tell({ old, new: operation.value });
      return;
    }
    const { position, deleted, inserted } = operation;
    const end = position + deleted;
    if (end > old.length || isInsidePair(old, position) || isInsidePair(old, end)) malformed();
    const text = old.slice(0, position) + inserted + old.slice(end);
    this.stage(text);
    this.tell({ old, new: text, edit: { position, deleted, inserted } });
  }
}

/** Whether a place is between the two halves of a surrogate pair. */
function isInsidePair(text: string, position: number): boolean {
  return (text.codePointAt(position - 1) ?? 0) > 0xffff;
}
