import type { HiddenBreaks, TextElement } from "./hidden-breaks.js";
import { movedPlace, type Splice } from "./splice.js";

/** What is selected of a text; the caret, when it begins where it ends. */
export interface Selection {
  readonly start: number;
  readonly end: number;
}

/** What is selected after a splice: the same characters as before, as far as they are left. */
export function movedSelection({ start, end }: Selection, splice: Splice): Selection {
  return { start: movedPlace(start, splice, start < end), end: movedPlace(end, splice, false) };
}

/**
 * Notes what a person has selected in a field that shows `text`, and how it is scrolled, before splices of others are shown in it.
 * @returns selects that again, or something else, once another text is shown. `undefined`: the field has no focus, and so no caret to
 * keep; asking it where it is scrolled would have cost a layout.
 */
export function keptPlace(
  element: TextElement,
  hidden: HiddenBreaks,
  text: string,
  splices: readonly Splice[],
): ((now: string, selection: Selection | undefined) => void) | undefined {
  if (!element.matches(":focus")) return undefined;
  const { selectionStart, selectionEnd, selectionDirection, scrollTop, scrollLeft } = element;
  const [start, end] = [selectionStart, selectionEnd].map((place) => hidden.toText(text, place ?? 0)) as [
    number,
    number,
  ];
  const moved = splices.reduce(movedSelection, { start, end });
  return (now, selection = moved) => {
    const [from, to] = [selection.start, selection.end].map((place) => hidden.toField(now, place)) as [number, number];
    element.setSelectionRange(from, to, selectionDirection ?? "none");
    // Chromium keeps that by itself.
    Object.assign(element, { scrollTop, scrollLeft });
  };
}
