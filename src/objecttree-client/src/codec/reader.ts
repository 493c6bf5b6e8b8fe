import type { Value } from "../values/value.js";
import { malformed } from "./protocol-error.js";
import { readUtf8 } from "./utf8.js";

/** What a reader accepts in one message. */
export interface ReaderLimits {
  /** Arrays and maps within each other; 32 unless given. */
  readonly depth?: number;
  /** Elements of all arrays and maps together; no bound of its own unless given, only that of the bytes. */
  readonly elements?: number;
}

/**
 * Reads the MessagePack of one message, one value after the other. Every declared count or length is checked against
 * the bytes that are left before memory is taken for it, so what a reader allocates is bounded by what it was given.
 * Whatever is wrong throws a `ProtocolError`.
 */
export class Reader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;
  #levelsLeft: number;
  #elementsLeft: number;

  constructor(bytes: Uint8Array, limits: ReaderLimits = {}) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#levelsLeft = limits.depth ?? 32;
    this.#elementsLeft = limits.elements ?? Number.POSITIVE_INFINITY;
  }

  /** Whether everything is read. */
  get isAtEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  int(): number {
    const value = this.#integer(this.#byte());
    if (value === undefined) throw malformed("an int is expected");
    return value;
  }

  uint(): number {
    const value = this.int();
    if (value < 0) throw malformed("a uint is expected");
    return value;
  }

  /** The id of an object that is there: from 1 on. */
  id(): number {
    const value = this.int();
    if (value < 1) throw malformed("an id is expected");
    return value;
  }

  bool(): boolean {
    const head = this.#byte();
    if (head !== 0xc2 && head !== 0xc3) throw malformed("a bool is expected");
    return head === 0xc3;
  }

  string(): string {
    const length = this.#stringLength(this.#byte());
    if (length === undefined) throw malformed("a str is expected");
    return this.#text(length);
  }

  /** A string of 1 to 64 bytes without NUL. */
  name(): string {
    const length = this.#stringLength(this.#byte());
    if (length === undefined || length < 1 || length > 64) throw malformed("a name of 1 to 64 bytes is expected");
    const text = this.#text(length);
    if (text.includes("\0")) throw malformed("a name has no NUL");
    return text;
  }

  /** Bytes, as a window on the message. */
  binary(): Uint8Array {
    const length = this.#binaryLength(this.#byte());
    if (length === undefined) throw malformed("a bin is expected");
    return this.#take(length);
  }

  /** `nil`, or what `read` reads. */
  optional<T>(read: () => T): T | null {
    if (this.#bytes[this.#at] !== 0xc0) return read();
    this.#at++;
    return null;
  }

  /** An array whose items are read by `read`. */
  array<T>(read: () => T): T[] {
    const count = this.#arrayCount(this.#byte());
    if (count === undefined) throw malformed("an array is expected");
    return this.#items(count, read);
  }

  /** An array of fixed fields: `read` reads those it knows, further elements are ignored. */
  tuple<T>(fields: number, read: () => T): T {
    const count = this.#arrayCount(this.#byte());
    if (count === undefined || count < fields) throw malformed(`an array of ${fields} or more is expected`);
    this.#enter(count, count);
    const result = read();
    for (let ignored = fields; ignored < count; ignored++) this.ignore();
    this.#levelsLeft++;
    return result;
  }

  map(): Map<string, Value> {
    const count = this.#mapCount(this.#byte());
    if (count === undefined) throw malformed("a map is expected");
    return this.#entries(count, false);
  }

  value(): Value {
    return this.#anything(false);
  }

  /** Reads over one value of a newer version, which may also be bytes or an extension type. */
  ignore(): void {
    this.#anything(true);
  }

  /** Reads over all that is left. */
  ignoreRest(): void {
    while (!this.isAtEnd) this.ignore();
  }

  #anything(ignored: boolean): Value {
    const head = this.#byte();
    if (head === 0xc0) return null;
    if (head === 0xc2 || head === 0xc3) return head === 0xc3;
    const integer = this.#integer(head);
    if (integer !== undefined) return integer;
    const length = this.#stringLength(head);
    if (length !== undefined) return this.#text(length);
    if (head === 0xca || head === 0xcb) return this.#float(head);
    const items = this.#arrayCount(head);
    if (items !== undefined) return this.#items(items, () => this.#anything(ignored));
    const entries = this.#mapCount(head);
    if (entries !== undefined) return this.#entries(entries, ignored);
    if (!ignored) throw malformed("a value is expected");
    this.#take(this.#binaryLength(head) ?? this.#extensionLength(head));
    return null;
  }

  #items<T>(count: number, read: () => T): T[] {
    this.#enter(count, count);
    const items: T[] = [];
    for (let index = 0; index < count; index++) items.push(read());
    this.#levelsLeft++;
    return items;
  }

  #entries(count: number, ignored: boolean): Map<string, Value> {
    this.#enter(count, 2 * count);
    const entries = new Map<string, Value>();
    for (let index = 0; index < count; index++) {
      const key = this.string();
      if (entries.has(key)) throw malformed("a map has a key twice");
      entries.set(key, this.#anything(ignored));
    }
    this.#levelsLeft++;
    return entries;
  }

  /** One level down, into something that takes at least `bytes` bytes. */
  #enter(count: number, bytes: number): void {
    if (bytes > this.#bytes.length - this.#at) throw malformed("a count exceeds the bytes that are there");
    this.#elementsLeft -= count;
    if (this.#elementsLeft < 0) throw malformed("too many elements");
    if (--this.#levelsLeft < 0) throw malformed("nested too deep");
  }

  #integer(head: number): number | undefined {
    if (head < 0x80) return head;
    if (head >= 0xe0) return head - 0x100;
    if (head < 0xcc || head > 0xd3) return undefined;
    const size = 1 << (head & 3);
    const at = this.#skip(size);
    const isSigned = head >= 0xd0;
    if (size === 1) return isSigned ? this.#view.getInt8(at) : this.#view.getUint8(at);
    if (size === 2) return isSigned ? this.#view.getInt16(at) : this.#view.getUint16(at);
    if (size === 4) return isSigned ? this.#view.getInt32(at) : this.#view.getUint32(at);
    const high = isSigned ? this.#view.getInt32(at) : this.#view.getUint32(at);
    const value = high * 0x1_0000_0000 + this.#view.getUint32(at + 4);
    if (!Number.isSafeInteger(value)) throw malformed("an integer exceeds 53 bits");
    return value;
  }

  #float(head: number): number {
    const at = this.#skip(head === 0xca ? 4 : 8);
    const value = head === 0xca ? this.#view.getFloat32(at) : this.#view.getFloat64(at);
    if (!Number.isFinite(value)) throw malformed("a number is not finite");
    return value;
  }

  #stringLength(head: number): number | undefined {
    if (head >= 0xa0 && head < 0xc0) return head - 0xa0;
    return head >= 0xd9 && head <= 0xdb ? this.#size(1 << (head - 0xd9)) : undefined;
  }

  #binaryLength(head: number): number | undefined {
    return head >= 0xc4 && head <= 0xc6 ? this.#size(1 << (head - 0xc4)) : undefined;
  }

  /** Bytes of an extension after its head and length: its type and its data. */
  #extensionLength(head: number): number {
    if (head >= 0xd4 && head <= 0xd8) return 1 + (1 << (head - 0xd4));
    if (head >= 0xc7 && head <= 0xc9) return 1 + this.#size(1 << (head - 0xc7));
    throw malformed("not MessagePack");
  }

  #arrayCount(head: number): number | undefined {
    if (head >= 0x90 && head < 0xa0) return head - 0x90;
    return head === 0xdc || head === 0xdd ? this.#size(head === 0xdc ? 2 : 4) : undefined;
  }

  #mapCount(head: number): number | undefined {
    if (head >= 0x80 && head < 0x90) return head - 0x80;
    return head === 0xde || head === 0xdf ? this.#size(head === 0xde ? 2 : 4) : undefined;
  }

  #size(width: number): number {
    const at = this.#skip(width);
    if (width === 1) return this.#view.getUint8(at);
    return width === 2 ? this.#view.getUint16(at) : this.#view.getUint32(at);
  }

  #text(length: number): string {
    const at = this.#skip(length);
    return readUtf8(this.#bytes, at, length);
  }

  #take(length: number): Uint8Array {
    const at = this.#skip(length);
    return this.#bytes.subarray(at, at + length);
  }

  #byte(): number {
    return this.#view.getUint8(this.#skip(1));
  }

  /** Moves on over `length` bytes that must be there, and tells where they begin. */
  #skip(length: number): number {
    const at = this.#at;
    if (length > this.#bytes.length - at) throw malformed("the message ends too early");
    this.#at = at + length;
    return at;
  }
}
