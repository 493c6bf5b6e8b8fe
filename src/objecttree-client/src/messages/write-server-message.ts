// What a server writes; see read-client-message.ts for why this package has it.
import { Writer } from "../codec/writer.js";
import { type Answer, type Bye, MessageKind, type Part, type Ping, type Welcome } from "./message.js";
import { writeBye, writePart } from "./write-client-message.js";

/** Writes a message from a server. Of a snapshot or a frame only its kind: an `InstructionWriter` goes on from there. */
export function writeServerMessage(
  message: Part | Welcome | { readonly kind: "Snapshot" | "Frame" } | Answer | Ping | Bye,
): Writer {
  const writer = new Writer();
  switch (message.kind) {
    case "Part":
      writePart(writer, message);
      break;
    case "Welcome":
      writeWelcome(writer, message);
      break;
    case "Snapshot":
      writer.int(MessageKind.snapshot);
      break;
    case "Frame":
      writer.int(MessageKind.frame);
      break;
    case "Answer":
      writeAnswer(writer, message);
      break;
    case "Ping":
      writer.int(MessageKind.ping);
      break;
    case "Bye":
      writeBye(writer, message);
      break;
  }
  return writer;
}

function writeWelcome(writer: Writer, message: Welcome): void {
  writer.int(MessageKind.welcome);
  writer.int(message.version);
  writer.string(message.epoch);
  writer.string(message.session);
  writer.optional(message.resumeToken, (token) => writer.string(token));
  writer.bool(message.resumed);
  writer.string(message.user);
  writer.map(message.limits);
}

function writeAnswer(writer: Writer, { call, code, value, position, details }: Answer): void {
  writer.int(MessageKind.answer);
  writer.int(call);
  writer.optional(code, (name) => writer.string(name));
  writer.value(value);
  writer.int(position);
  writer.map(details);
}
