export type TextElement = HTMLInputElement | HTMLTextAreaElement;

/** Where a text has line breaks that its field does not hold: any in a line, the first half of CRLF in an area. */
export class HiddenBreaks {
  readonly #pattern: RegExp;

  constructor({ localName }: TextElement) {
    this.#pattern = localName === "input" ? /[\r\n]/g : /\r(?=\n)/g;
  }

  /** The place in the text of a place in the field; before what is hidden there. */
  toText(text: string, place: number): number {
    let at = place;
    for (const { index } of text.matchAll(this.#pattern)) if (index < at) at++;
    return at;
  }

  /** The place in the field of a place in the text. */
  toField(text: string, place: number): number {
    return place - [...text.matchAll(this.#pattern)].filter(({ index }) => index < place).length;
  }
}
