// What a client that writes reads besides; see read-server-message.ts for the rest.
import { malformed } from "../codec/protocol-error.js";
import { Reader } from "../codec/reader.js";
import { noTree, type ValueScope } from "../values/value-scope.js";
import { type Ack, MessageKind, type Reject } from "./message.js";

/** Reads what a client is told of its actions; `undefined`: it is another message. Throws nothing but `ProtocolError`. */
export function readActionAnswer(bytes: Uint8Array, scope: ValueScope = noTree): Ack | Reject | undefined {
  const reader = new Reader(bytes);
  reader.scope = scope;
  const answer = readFields(reader, reader.uint());
  if (answer !== undefined) reader.ignoreRest();
  return answer;
}

function readFields(reader: Reader, kind: number): Ack | Reject | undefined {
  switch (kind) {
    case MessageKind.ack:
      return readAck(reader);
    case MessageKind.reject:
      return readReject(reader);
  }
  return undefined;
}

function readAck(reader: Reader): Ack {
  return {
    kind: "Ack",
    action: reader.id(),
    position: reader.uint(),
    ids: reader.array(() => reader.tuple(2, () => readIds(reader))),
  };
}

function readIds(reader: Reader): [local: number, id: number] {
  const local = reader.int();
  if (local >= 0) malformed();
  return [local, reader.id()];
}

function readReject(reader: Reader): Reject {
  return {
    kind: "Reject",
    action: reader.id(),
    code: reader.string(),
    reason: reader.optional(() => reader.string()),
    details: reader.map(),
  };
}
