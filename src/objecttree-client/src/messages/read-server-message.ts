import { malformed } from "../codec/protocol-error.js";
import { Reader } from "../codec/reader.js";
import { noTree, type ValueScope } from "../values/value-scope.js";
import { type Answer, MessageKind, type ServerMessage, type Welcome } from "./message.js";
import { readBye, readPart } from "./read-common.js";

/** Reads a message from a server, with `scope` for the values in it. Throws nothing but `ProtocolError`. */
export function readServerMessage(bytes: Uint8Array, scope: ValueScope = noTree): ServerMessage {
  const reader = new Reader(bytes);
  reader.scope = scope;
  const kind = reader.uint();
  if (kind === MessageKind.snapshot) return { kind: "Snapshot", instructions: reader };
  if (kind === MessageKind.frame) return { kind: "Frame", instructions: reader };
  const message = readFields(reader, kind);
  reader.ignoreRest();
  return message;
}

function readFields(reader: Reader, kind: number): ServerMessage {
  switch (kind) {
    case MessageKind.part:
      return readPart(reader);
    case MessageKind.welcome:
      return readWelcome(reader);
    case MessageKind.answer:
      return readAnswer(reader);
    case MessageKind.ping:
      return { kind: "Ping" };
    case MessageKind.bye:
      return readBye(reader);
  }
  malformed();
}

function readWelcome(reader: Reader): Welcome {
  return {
    kind: "Welcome",
    version: reader.uint(),
    epoch: reader.string(),
    session: reader.string(),
    resumeToken: reader.optional(() => reader.string()),
    resumed: reader.bool(),
    user: reader.string(),
    limits: reader.map(),
  };
}

function readAnswer(reader: Reader): Answer {
  return {
    kind: "Answer",
    call: reader.uint(),
    code: reader.optional(() => reader.string()),
    value: reader.value(),
    position: reader.uint(),
    details: reader.map(),
  };
}
