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
    return expected(this.#integer(this.#byte()), "int");
  }

  uint(): number {
    const value = this.int();
    if (value < 0) throw malformed("uint");
    return value;
  }

  /** The id of an object that is there: from 1 on. */
  id(): number {
    const value = this.int();
    if (value < 1) throw malformed("id");
    return value;
  }

  bool(): boolean {
    const head = this.#byte();
    if (head !== 0xc2 && head !== 0xc3) throw malformed("bool");
    return head === 0xc3;
  }

  string(): string {
    return this.#text(expected(this.#stringLength(this.#byte()), "str"));
  }

  /** A string of 1 to 64 bytes without NUL. */
  name(): string {
    const length = expected(this.#stringLength(this.#byte()), "name");
    const text = this.#text(length);
    if (length < 1 || length > 64 || text.includes("\0")) throw malformed("name");
    return text;
  }

  /** Bytes, as a window on the message. */
  binary(): Uint8Array {
    return this.#take(expected(this.#binaryLength(this.#byte()), "bin"));
  }

  /** `nil`, or what `read` reads. */
  optional<T>(read: () => T): T | null {
    if (this.#bytes[this.#at] !== 0xc0) return read();
    this.#at++;
    return null;
  }

  /** An array whose items are read by `read`. */
  array<T>(read: () => T): T[] {
    return this.#items(expected(this.#arrayCount(this.#byte()), "array"), read);
  }

  /** An array of fixed fields: `read` reads those it knows, further elements are ignored. */
  tuple<T>(fields: number, read: () => T): T {
    const count = expected(this.#arrayCount(this.#byte()), "array");
    if (count < fields) throw malformed("array");
    this.#enter(count, count);
    const result = read();
    for (let ignored = fields; ignored < count; ignored++) this.ignore();
    this.#levelsLeft++;
    return result;
  }

  map(): Map<string, Value> {
    return this.#entries(expected(this.#mapCount(this.#byte()), "map"), false);
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
    if (!ignored) throw malformed("value");
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
      if (entries.has(key)) throw malformed("twice");
      entries.set(key, this.#anything(ignored));
    }
    this.#levelsLeft++;
    return entries;
  }

  /** One level down, into something that takes at least `bytes` bytes. */
  #enter(count: number, bytes: number): void {
    if (bytes > this.#bytes.length - this.#at) throw malformed("end");
    this.#elementsLeft -= count;
    if (this.#elementsLeft < 0) throw malformed("elements");
    if (--this.#levelsLeft < 0) throw malformed("depth");
  }

  #integer(head: number): number | undefined {
    if (head < 0x80) return head;
    if (head >= 0xe0) return head - 0x100;
    if (head < 0xcc || head > 0xd3) return undefined;
    const value = this.#bigEndian(1 << (head & 3), head >= 0xd0);
    if (!Number.isSafeInteger(value)) throw malformed("range");
    return value;
  }

  /** An integer of `size` bytes. One beyond 53 bits comes out inexact, but beyond 53 bits as well. */
  #bigEndian(size: number, isSigned: boolean): number {
    const at = this.#skip(size);
    let value = isSigned ? this.#view.getInt8(at) : this.#view.getUint8(at);
    for (let offset = 1; offset < size; offset++) value = value * 0x100 + this.#view.getUint8(at + offset);
    return value;
  }

  #float(head: number): number {
    const at = this.#skip(head === 0xca ? 4 : 8);
    const value = head === 0xca ? this.#view.getFloat32(at) : this.#view.getFloat64(at);
    if (!Number.isFinite(value)) throw malformed("range");
    return value;
  }

  #stringLength(head: number): number | undefined {
    if (head >= 0xa0 && head < 0xc0) return head - 0xa0;
    return head >= 0xd9 && head <= 0xdb ? this.#bigEndian(1 << (head - 0xd9), false) : undefined;
  }

  #binaryLength(head: number): number | undefined {
    return head >= 0xc4 && head <= 0xc6 ? this.#bigEndian(1 << (head - 0xc4), false) : undefined;
  }

  /** Bytes of an extension after its head and length: its type and its data. */
  #extensionLength(head: number): number {
    if (head >= 0xd4 && head <= 0xd8) return 1 + (1 << (head - 0xd4));
    if (head >= 0xc7 && head <= 0xc9) return 1 + this.#bigEndian(1 << (head - 0xc7), false);
    throw malformed("MessagePack");
  }

  #arrayCount(head: number): number | undefined {
    if (head >= 0x90 && head < 0xa0) return head - 0x90;
    return head === 0xdc || head === 0xdd ? this.#bigEndian(head === 0xdc ? 2 : 4, false) : undefined;
  }

  #mapCount(head: number): number | undefined {
    if (head >= 0x80 && head < 0x90) return head - 0x80;
    return head === 0xde || head === 0xdf ? this.#bigEndian(head === 0xde ? 2 : 4, false) : undefined;
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
    if (length > this.#bytes.length - at) throw malformed("end");
    this.#at = at + length;
    return at;
  }
}

function expected<T>(found: T | undefined, what: string): T {
  if (found === undefined) throw malformed(what);
  return found;
}
