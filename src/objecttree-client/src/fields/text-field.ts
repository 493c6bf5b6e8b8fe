import type { StringChange, StringTopic } from "../kinds/string/string-topic.js";
import type { FieldStatus } from "./field-status.js";
import { HiddenBreaks, type TextElement } from "./hidden-breaks.js";
import { keptPlace, type Selection } from "./kept-place.js";
import { pass, type Splice, spliceBetween, spliced, spliceOf } from "./splice.js";
import { TypingHistory } from "./typing-history.js";

/**
 * Keeps a field of text and a string together, edit by edit. What is typed is written at once, what others do is shown at once, around
 * the caret; while something is being composed, both wait until it is, and are then brought past each other.
 */
export class TextField {
  readonly #element: TextElement;
  readonly #attribute: StringTopic;
  readonly #status: FieldStatus;
  readonly #hidden: HiddenBreaks;
  readonly #history = new TypingHistory();
  #isComposing = false;
  #isWriting = false;
  /** The text that the field shows, but for what is being composed. */
  #text: string;
  /** What the field held when it showed that. */
  #shown: string;
  /** What was done to the text since, in order. Shown at once, but while something is being composed or written. */
  #waiting: Splice[] = [];
  /** The text after that: what the attribute held when the field was last told. */
  #known: string;

  constructor(element: TextElement, attribute: StringTopic, status: FieldStatus, signal: AbortSignal) {
    this.#element = element;
    this.#attribute = attribute;
    this.#status = status;
    this.#hidden = new HiddenBreaks(element);
    element.value = this.#text = this.#known = attribute.value;
    this.#shown = element.value;
    attribute.listen((change) => this.#hear(change));
    attribute.subscribe(() => this.#catchUp());
    const on = <Name extends keyof HTMLElementEventMap>(
      name: Name,
      heard: (event: HTMLElementEventMap[Name]) => void,
    ) => (element as HTMLElement).addEventListener(name, heard, { signal });
    on("input", ({ timeStamp }) => this.#typed(timeStamp));
    on("compositionstart", () => {
      this.#isComposing = true;
    });
    on("compositionend", ({ timeStamp }) => {
      this.#isComposing = false;
      this.#typed(timeStamp);
    });
    on("beforeinput", (event) => {
      const [, turn] = /^history(Undo|Redo)$/.exec(event.inputType) ?? [];
      if (turn !== undefined) this.#turn(event, turn === "Undo");
    });
    on("keydown", (event) => {
      const key = event.key.toLowerCase();
      const isCommand = (event.ctrlKey || event.metaKey) && !event.altKey;
      if (isCommand && key === "z") this.#turn(event, !event.shiftKey);
      else if (isCommand && key === "y" && event.ctrlKey) this.#turn(event, false);
    });
  }

  /** Somebody has changed the attribute. The field's own changes it knows already. */
  #hear({ old, new: now, edit }: StringChange): void {
    if (old !== this.#known) return;
    this.#take(edit === undefined ? spliceBetween(old, now) : { op: "string.splice", ...edit });
    this.#show();
  }

  /** Shows what the attribute holds, also what no single change has told of. */
  #catchUp(selection?: Selection): void {
    const { value } = this.#attribute;
    if (value !== this.#known) this.#take(spliceBetween(this.#known, value));
    this.#show(selection);
  }

  #take(splice: Splice): void {
    this.#known = spliced(this.#known, splice);
    this.#history.passed(splice);
    this.#waiting.push(splice);
  }

  /** Writes what a person has changed in the field, brought past what others did meanwhile. */
  #typed(time: number): void {
    if (this.#isComposing) return;
    const own = this.#readField();
    if (own !== undefined) {
      this.#text = spliced(this.#text, own);
      this.#shown = this.#element.value;
      const [mine, theirs] = pass([own], this.#waiting);
      this.#waiting = theirs;
      this.#history.typed(mine, this.#known, time);
      this.#write(mine);
    }
    this.#catchUp();
  }

  /** Undoes or redoes a step of what was typed here, instead of the browser, which knows nothing of what others did. */
  #turn(event: Event, isUndo: boolean): void {
    if (this.#isComposing || this.#element.readOnly) return;
    event.preventDefault();
    this.#typed(event.timeStamp);
    const step = isUndo ? this.#history.undo(this.#known) : this.#history.redo(this.#known);
    const last = step.at(-1);
    if (last === undefined) return;
    this.#waiting.push(...step);
    this.#write(step);
    const end = last.position + last.inserted.length;
    this.#catchUp({ start: end, end });
  }

  #write(splices: readonly Splice[]): void {
    this.#isWriting = true;
    try {
      for (const splice of splices) {
        const { position, deleted, inserted } = splice;
        this.#known = spliced(this.#known, splice);
        this.#status.write(() => this.#attribute.splice(position, deleted, inserted));
      }
    } finally {
      this.#isWriting = false;
    }
  }

  /** What a person has changed in the field, as an edit of the text. */
  #readField(): Splice | undefined {
    const { value, selectionEnd } = this.#element;
    if (value === this.#shown) return undefined;
    const { position, deleted, inserted } = spliceBetween(this.#shown, value, selectionEnd ?? 0);
    const start = this.#hidden.toText(this.#text, position);
    return spliceOf(start, this.#hidden.toText(this.#text, position + deleted) - start, inserted);
  }

  /** Shows what waits. The field keeps what is selected, unless that is given, and how it is scrolled. */
  #show(selection?: Selection): void {
    if (this.#isComposing || this.#isWriting) return;
    const splices = this.#waiting;
    const text = splices.reduce(spliced, this.#text);
    // A page that answers a change with one of its own may have written between two of the field's.
    if (text !== this.#known) splices.push(spliceBetween(text, this.#known));
    if (splices.length === 0) return;
    const restore = keptPlace(this.#element, this.#hidden, this.#text, splices);
    this.#waiting = [];
    this.#element.value = this.#text = this.#known;
    this.#shown = this.#element.value;
    restore?.(this.#text, selection);
  }
}
