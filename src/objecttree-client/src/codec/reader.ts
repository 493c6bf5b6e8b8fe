import { createRecord } from "../values/record.js";
import { sizeOfId } from "../values/reference.js";
import type { Value } from "../values/value.js";
import { noTree, type ValueScope } from "../values/value-scope.js";
import { Family, families, widths } from "./head.js";
import { malformed } from "./protocol-error.js";
import { readUtf8 } from "./utf8.js";

/**
 * Reads the MessagePack of one message, one value after the other. Every declared count or length is checked against
 * the bytes that are left before memory is taken for it, so what a reader allocates is bounded by what it was given.
 * Whatever is wrong throws a `ProtocolError`.
 */
export class Reader {
  /** What records and references in values mean. */
  scope: ValueScope;
  readonly #bytes: Uint8Array;
  /** For floats, which most messages have none of. */
  #view: DataView | undefined;
  #at = 0;
  /** What the head that was read last says beside its family: an integer, a length, a count, or which of two. */
  #size = 0;
  readonly #levels: number;
  #levelsLeft: number;
  /** Whether what is read is of a newer version: any MessagePack will do, also what is no value. */
  #isIgnoring = false;

  /** @param levels how deep arrays and maps may lie within each other. */
  constructor(bytes: Uint8Array, levels = 32) {
    // Not where it is declared: each private field would be declared and set apart, in what pages load.
    this.scope = noTree;
    this.#bytes = bytes;
    this.#levels = this.#levelsLeft = levels;
  }

  /** Whether everything is read. */
  get isAtEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  int(): number {
    return this.#expect(Family.int);
  }

  uint(): number {
    const value = this.int();
    if (value < 0) malformed();
    return value;
  }

  /** What numbers something that is announced, or are its flags: 31 bits. */
  uint31(): number {
    const value = this.int();
    if (value !== (value & 0x7fff_ffff)) malformed();
    return value;
  }

  /** The id of an object that is there: from 1 on. */
  id(): number {
    return this.toId(this.int());
  }

  /** An integer or a finite float. */
  number(): number {
    const family = this.#head();
    return family === Family.float ? this.#float() : this.#found(family, Family.int);
  }

  bool(): boolean {
    return this.#expect(Family.bool) === 1;
  }

  string(): string {
    return this.#text(this.#expect(Family.str));
  }

  /** A string of 1 to 64 bytes without NUL. */
  name(): string {
    const length = this.#expect(Family.str);
    const text = this.#text(length);
    if (length < 1 || length > 64 || text.includes("\0")) malformed();
    return text;
  }

  /** Bytes, as a window on the message. */
  binary(): Uint8Array {
    return this.#take(this.#expect(Family.bin));
  }

  /** `nil`, or what `read` reads. */
  optional<T>(read: () => T): T | null {
    if (this.#bytes[this.#at] !== 0xc0) return read();
    this.#at++;
    return null;
  }

  /** An array whose items are read by `read`. */
  array<T>(read: () => T): T[] {
    return this.#items(this.#expect(Family.array), read);
  }

  /** An array of fixed fields: `read` reads those it knows, further elements are ignored, each by `pass`. */
  tuple<T>(fields: number, read: () => T, pass: (result: T) => void = () => this.ignore()): T {
    const count = this.#expect(Family.array);
    if (count < fields) malformed();
    this.#enter(count, count);
    const result = read();
    for (let ignored = fields; ignored < count; ignored++) pass(result);
    this.#levelsLeft++;
    return result;
  }

  /** What `read` reads, its nesting counted as if it stood outside of what is being read. */
  outside<T>(read: () => T): T {
    const left = this.#levelsLeft;
    this.#levelsLeft = this.#levels;
    const result = read();
    this.#levelsLeft = left;
    return result;
  }

  map(): Map<string, Value> {
    return this.#entries(this.#expect(Family.map));
  }

  value(): Value {
    const family = this.#head();
    const size = this.#size;
    switch (family) {
      case Family.nil:
        return null;
      case Family.bool:
        return size === 1;
      case Family.int:
        return size;
      case Family.float:
        return this.#float();
      case Family.str:
        return this.#text(size);
      case Family.bin:
        return new Uint8Array(this.#take(size));
      case Family.array:
        return this.#items(size, () => this.value());
      case Family.map:
        return this.#entries(size);
      case Family.extension:
        return this.#extension(size);
    }
    malformed();
  }

  /** Reads over one value of a newer version: whatever MessagePack it is. */
  ignore(): void {
    this.#isIgnoring = true;
    this.value();
    this.#isIgnoring = false;
  }

  /** Reads over all that is left. */
  ignoreRest(): void {
    while (!this.isAtEnd) this.ignore();
  }

  #extension(size: number): Value {
    const type = this.#byte();
    const start = this.#skip(size);
    if (this.#isIgnoring) return null;
    this.#at = start;
    const value = type === 1 ? this.#reference(size) : type === 3 ? this.#record() : null;
    if (value === null || this.#at !== start + size) malformed();
    return value;
  }

  #reference(size: number): Value {
    const id = size === 0 ? 0 : this.#bigEndian(size, true);
    if (size !== sizeOfId(id)) malformed();
    return this.scope.reference(this.toId(id));
  }

  #record(): Value {
    const kind = this.scope.recordKind(this.uint());
    if (kind === undefined) malformed();
    return createRecord(
      kind,
      this.#items(kind.fields.length, () => this.value()),
    );
  }

  #items<T>(count: number, read: () => T): T[] {
    this.#enter(count, count);
    const items: T[] = [];
    for (let index = 0; index < count; index++) items.push(read());
    this.#levelsLeft++;
    return items;
  }

  #entries(count: number): Map<string, Value> {
    this.#enter(count, 2 * count);
    const entries = new Map<string, Value>();
    for (let index = 0; index < count; index++) {
      const key = this.#isIgnoring ? this.value() : this.string();
      if (entries.has(key as string) && !this.#isIgnoring) malformed();
      entries.set(key as string, this.value());
    }
    this.#levelsLeft++;
    return entries;
  }

  /** An integer where an id belongs. */
  protected toId(value: number): number {
    if (value < 1) malformed();
    return value;
  }

  /** So many more elements of arrays and maps. They have no bound of their own here, only that of the bytes. */
  protected count(_elements: number): void {}

  /** One level down, into something that takes at least `bytes` bytes. */
  #enter(count: number, bytes: number): void {
    if (bytes > this.#bytes.length - this.#at) malformed();
    this.count(count);
    if (--this.#levelsLeft < 0) malformed();
  }

  /** Reads a head of this family, and tells what it says beside that. */
  #expect(family: Family): number {
    return this.#found(this.#head(), family);
  }

  #found(family: Family, expected: Family): number {
    if (family !== expected) malformed();
    return this.#size;
  }

  #head(): Family {
    const head = this.#byte();
    if (head < 0x80 || head >= 0xe0) return this.#says(Family.int, head < 0x80 ? head : head - 0x100);
    if (head < 0xa0) return this.#says(head < 0x90 ? Family.map : Family.array, head & 0x0f);
    if (head < 0xc0) return this.#says(Family.str, head - 0xa0);
    const family = families[head - 0xc0] as Family;
    const width = Number(widths[head - 0xc0]);
    if (family === Family.nil || family === Family.bool || family === Family.float) return this.#says(family, width);
    const isFixed = head >= 0xd4 && head <= 0xd8;
    return this.#says(family, isFixed ? 1 << width : this.#bigEndian(1 << width, head >= 0xd0 && head <= 0xd3));
  }

  #says(family: Family, size: number): Family {
    this.#size = size;
    return family;
  }

  /** An integer of `size` bytes. One beyond 53 bits comes out inexact, but beyond 53 bits as well. */
  #bigEndian(size: number, isSigned: boolean): number {
    const first = this.#byte();
    let value = isSigned && first > 0x7f ? first - 0x100 : first;
    for (let left = size - 1; left > 0; left--) value = value * 0x100 + this.#byte();
    if (!Number.isSafeInteger(value) && !this.#isIgnoring) malformed();
    return value;
  }

  #float(): number {
    const isShort = this.#size === 0;
    const at = this.#skip(isShort ? 4 : 8);
    this.#view ??= new DataView(this.#bytes.buffer, this.#bytes.byteOffset);
    const value = isShort ? this.#view.getFloat32(at) : this.#view.getFloat64(at);
    if (!Number.isFinite(value) && !this.#isIgnoring) malformed();
    return value;
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
    return this.#bytes[this.#skip(1)] as number;
  }

  /** Moves on over `length` bytes that must be there, and tells where they begin. */
  #skip(length: number): number {
    const at = this.#at;
    if (length > this.#bytes.length - at) malformed();
    this.#at = at + length;
    return at;
  }
}
