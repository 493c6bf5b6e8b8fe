import { malformed, ProtocolError } from "../codec/protocol-error.js";
import type { Part } from "./message.js";

/** Joins the parts of a message, up to a bound on the whole. */
export class PartAssembler {
  readonly #limit: number;
  #slices: Uint8Array[] = [];
  #length = 0;
  #isAssembling = false;

  /** @param limit bytes that the whole may have. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Whether parts of a message are still to come, so that no other message may. */
  get isAssembling(): boolean {
    return this.#isAssembling;
  }

  /** The whole message when this was its last part. */
  add({ last, slice }: Part): Uint8Array | undefined {
    this.#length += slice.length;
    if (this.#length > this.#limit) throw new ProtocolError("TOO_BIG");
    // An empty slice is not kept: any number of them would be a list without a bound.
    if (slice.length > 0) this.#slices.push(slice);
    this.#isAssembling = !last;
    return last ? this.#join() : undefined;
  }

  #join(): Uint8Array {
    if (this.#length === 0) malformed();
    const whole = new Uint8Array(this.#length);
    let at = 0;
    for (const slice of this.#slices) {
      whole.set(slice, at);
      at += slice.length;
    }
    this.#slices = [];
    this.#length = 0;
    return whole;
  }
}
