// What a server reads. This package needs it to prove that both directions of the protocol are understood alike, and
// tests need it to play a server; no page imports it.
import { malformed, ProtocolError } from "../codec/protocol-error.js";
import { Reader } from "../codec/reader.js";
import { noTree, type ValueScope } from "../values/value-scope.js";
import {
  type Action,
  type Call,
  type ClientMessage,
  type Handlers,
  type Hello,
  MessageKind,
  type Response,
  type Undo,
  type Watch,
} from "./message.js";
import { readBye, readPart } from "./read-common.js";

/** What a server accepts. */
export interface ServerLimits {
  /** Arrays and maps within each other; 32 unless given. */
  readonly depth?: number;
  /** Bytes of one message; 65,536 unless given. */
  readonly message?: number;
  /** Elements of all arrays and maps together; 4,096 unless given. */
  readonly elements?: number;
}

const mostHandlers = 256;

class CountingReader extends Reader {
  #elementsLeft: number;
  /** Whether the client may say what only it calls an object, which is negative. */
  mayBeLocal = false;

  constructor(bytes: Uint8Array, limits: ServerLimits) {
    super(bytes, limits.depth);
    this.#elementsLeft = limits.elements ?? 4_096;
  }

  protected override toId(value: number): number {
    return this.mayBeLocal && value < 0 ? value : super.toId(value);
  }

  protected override count(elements: number): void {
    this.#elementsLeft -= elements;
    if (this.#elementsLeft < 0) malformed();
  }
}

/** Reads a message from a client, with `scope` for the values in it. Throws nothing but `ProtocolError`. */
export function readClientMessage(
  bytes: Uint8Array,
  limits: ServerLimits = {},
  scope: ValueScope = noTree,
): ClientMessage | Action | Undo | Handlers | Response | Watch {
  if (bytes.length > (limits.message ?? 65_536)) throw new ProtocolError("TOO_BIG");
  const reader = new CountingReader(bytes, limits);
  reader.scope = scope;
  const kind = reader.uint();
  if (kind === MessageKind.action) return readActionHead(reader);
  const message = readFields(reader, kind);
  reader.ignoreRest();
  return message;
}

function readFields(reader: Reader, kind: number): ClientMessage | Undo | Handlers | Response | Watch {
  switch (kind) {
    case MessageKind.part:
      return readPart(reader);
    case MessageKind.hello:
      return readHello(reader);
    case MessageKind.call:
      return readCall(reader);
    case MessageKind.pong:
      return { kind: "Pong" };
    case MessageKind.bye:
      return readBye(reader);
    case MessageKind.undo:
      return { kind: "Undo", action: reader.id(), object: reader.id(), redo: reader.bool() };
    case MessageKind.watch:
      return { kind: "Watch", object: reader.id(), on: reader.bool() };
    case MessageKind.handlers:
      return readHandlers(reader);
    case MessageKind.response: {
      const [request, code] = [reader.id(), reader.optional(() => reader.string())];
      return { kind: "Response", request, code, value: reader.value() };
    }
  }
  malformed();
}

function readHandlers(reader: Reader): Handlers {
  const names = reader.array(() => reader.name());
  if (names.length > mostHandlers || new Set(names).size < names.length) malformed();
  return { kind: "Handlers", names };
}

function readHello(reader: Reader): Hello {
  return {
    kind: "Hello",
    versions: reader.array(() => reader.uint()),
    tree: reader.string(),
    token: reader.optional(() => reader.string()),
    resume: reader.optional(() => reader.tuple(4, () => readResume(reader))),
    software: reader.string(),
  };
}

function readResume(reader: Reader): NonNullable<Hello["resume"]> {
  return [reader.string(), reader.string(), reader.string(), reader.uint()];
}

function readActionHead(reader: CountingReader): Action {
  const head = { action: reader.id(), snapshot: reader.uint(), base: reader.uint() };
  reader.mayBeLocal = true;
  return { kind: "Action", ...head, instructions: reader };
}

function readCall(reader: Reader): Call {
  return {
    kind: "Call",
    call: reader.id(),
    object: reader.uint(),
    method: reader.name(),
    arguments: reader.array(() => reader.value()),
  };
}
