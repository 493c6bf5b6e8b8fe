import { type RecordKind, type RecordValue, recordKindOf } from "../values/record.js";
import { Reference, sizeOfId } from "../values/reference.js";
import type { Value } from "../values/value.js";

const encoder = new TextEncoder();

/**
 * Writes the MessagePack of one message, everything in its shortest form. What it is given are values already. A record goes
 * as a map: a client announces no kinds of records.
 */
export class Writer {
  #bytes = new Uint8Array(64);
  #view = new DataView(this.#bytes.buffer);
  #length = 0;
  #elements = 0;
  #depth = 0;

  /** Elements of all arrays and maps so far; what a receiver's `elements` limit counts. */
  get elements(): number {
    return this.#elements;
  }

  /** How deep the deepest of the values so far is nested; what a receiver's `depth` limit counts. */
  get depth(): number {
    return this.#depth;
  }

  /** What is written so far, as a copy. */
  toBytes(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(0, this.#length);
  }

  /** Writes values one after the other. */
  write(...values: readonly Value[]): void {
    for (const value of values) this.#value(value, 1);
  }

  arrayHeader(count: number): void {
    this.#elements += count;
    if (count < 0x10) this.#byte(0x90 + count);
    else this.#length16(0xdc, count);
  }

  #value(value: Value, level: number): void {
    if (value === null) this.#byte(0xc0);
    else if (typeof value === "boolean") this.#byte(value ? 0xc3 : 0xc2);
    else if (typeof value === "number") this.#number(value);
    else if (typeof value === "string") this.#string(value);
    else if (value instanceof Uint8Array) {
      this.#length8(0xc4, value.length);
      this.append(value);
    } else if (value instanceof Reference) this.#reference(value.id);
    else {
      this.#depth = Math.max(this.#depth, level);
      const kind = recordKindOf(value);
      if (kind !== undefined) this.writeRecord(kind, value as RecordValue, level);
      else if (value instanceof Map) this.#map([...value], level);
      else {
        const items = value as readonly Value[];
        this.arrayHeader(items.length);
        // One by one: no call takes as many arguments as an array may have items.
        for (const item of items) this.#value(item, level + 1);
      }
    }
  }

  protected writeRecord(_kind: RecordKind, record: RecordValue, level: number): void {
    this.#map(Object.entries(record), level);
  }

  /** An integer when it is whole, else the shorter float that is exact. */
  #number(value: number): void {
    if (Number.isSafeInteger(value) && !Object.is(value, -0)) return this.#int(value);
    const isShort = Math.fround(value) === value;
    this.#byte(isShort ? 0xca : 0xcb);
    const at = this.#grow(isShort ? 4 : 8);
    if (isShort) this.#view.setFloat32(at, value);
    else this.#view.setFloat64(at, value);
  }

  #int(value: number): void {
    if (value >= -0x20 && value < 0x80) this.#byte(value);
    else if (value >= 0)
      this.#sized(0xcc, value < 0x100 ? 0 : value < 0x1_0000 ? 1 : value < 0x1_0000_0000 ? 2 : 3, value);
    else this.#sized(0xd0, value >= -0x80 ? 0 : value >= -0x8000 ? 1 : value >= -0x8000_0000 ? 2 : 3, value);
  }

  #string(text: string): void {
    const bytes = encoder.encode(text);
    if (bytes.length < 0x20) this.#byte(0xa0 + bytes.length);
    else this.#length8(0xd9, bytes.length);
    this.append(bytes);
  }

  /** A map, its keys in ascending UTF-16 code unit order. */
  #map(entries: [string, Value][], level: number): void {
    this.#elements += entries.length;
    if (entries.length < 0x10) this.#byte(0x80 + entries.length);
    else this.#length16(0xde, entries.length);
    for (const [key, item] of entries.sort(([one], [other]) => (one < other ? -1 : 1))) {
      this.#string(key);
      this.#value(item, level + 1);
    }
  }

  #reference(id: number): void {
    const size = sizeOfId(id);
    this.extensionHeader(1, size);
    this.#bigEndian(size, id);
  }

  protected extensionHeader(type: number, size: number): void {
    const power = Math.log2(size);
    if (size <= 16 && Number.isInteger(power)) this.#byte(0xd4 + power);
    else this.#length8(0xc7, size);
    this.#byte(type);
  }

  /** A length in 1, 2 or 4 bytes, whose head is `first` for one byte and one more for each wider one. */
  #length8(first: number, length: number): void {
    if (length < 0x100) this.#sized(first, 0, length);
    else this.#length16(first + 1, length);
  }

  #length16(first: number, length: number): void {
    const wider = length < 0x1_0000 ? 0 : 1;
    this.#byte(first + wider);
    this.#bigEndian(2 << wider, length);
  }

  /** The head that is `wider` above `first`, and an integer in 1, 2, 4 or 8 bytes for a `wider` of 0 to 3. */
  #sized(first: number, wider: number, value: number): void {
    this.#byte(first + wider);
    this.#bigEndian(1 << wider, value);
  }

  #bigEndian(size: number, value: number): void {
    let rest = value;
    for (let at = this.#grow(size) + size - 1, end = at - size; at > end; at--) {
      this.#bytes[at] = rest;
      rest = Math.floor(rest / 0x100);
    }
  }

  protected append(bytes: Uint8Array): void {
    const at = this.#grow(bytes.length);
    this.#bytes.set(bytes, at);
  }

  #byte(byte: number): void {
    const at = this.#grow(1);
    this.#bytes[at] = byte;
  }

  /** Makes room for `size` more bytes and tells where they begin. */
  #grow(size: number): number {
    const at = this.#length;
    this.#length += size;
    if (this.#length > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(2 * this.#bytes.length, this.#length));
      larger.set(this.#bytes);
      this.#bytes = larger;
      this.#view = new DataView(larger.buffer);
    }
    return at;
  }
}
