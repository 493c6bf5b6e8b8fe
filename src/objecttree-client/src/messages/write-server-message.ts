// What a server writes; see read-client-message.ts for why this package has it.
import { ServerWriter } from "../codec/server-writer.js";
import type { Writer } from "../codec/writer.js";
import {
  type Ack,
  type Answer,
  type Bye,
  MessageKind,
  type Part,
  type Ping,
  type Reject,
  type Request,
  type UndoState,
  type Welcome,
} from "./message.js";
import { writeBye, writePart } from "./write-client-message.js";

/** Writes a message from a server. Of a snapshot or a frame only its kind: an `InstructionWriter` goes on from there. */
export function writeServerMessage(
  message:
    | Part
    | Welcome
    | { readonly kind: "Snapshot" | "Frame" }
    | Answer
    | Ack
    | Reject
    | Request
    | UndoState
    | Ping
    | Bye,
): Writer {
  const writer = new ServerWriter();
  switch (message.kind) {
    case "Part":
      return writePart(message);
    case "Welcome":
      writeWelcome(writer, message);
      break;
    case "Snapshot":
      writer.write(MessageKind.snapshot);
      break;
    case "Frame":
      writer.write(MessageKind.frame);
      break;
    case "Answer":
      writeAnswer(writer, message);
      break;
    case "Ack":
      writer.write(MessageKind.ack, message.action, message.position, message.ids);
      break;
    case "Reject":
      writer.write(MessageKind.reject, message.action, message.code, message.reason, message.details);
      break;
    case "UndoState":
      writer.write(MessageKind.undoState, message.object, message.canUndo, message.canRedo, message.position);
      break;
    case "Request": {
      const { request, name, position, time } = message;
      writer.write(MessageKind.request, request, name, message.arguments, position, time);
      break;
    }
    case "Ping":
      writer.write(MessageKind.ping);
      break;
    case "Bye":
      return writeBye(message);
  }
  return writer;
}

function writeWelcome(writer: Writer, message: Welcome): void {
  const { version, epoch, session, resumeToken, resumed, user, limits } = message;
  writer.write(MessageKind.welcome, version, epoch, session, resumeToken, resumed, user, limits);
}

function writeAnswer(writer: Writer, { call, code, value, position, details }: Answer): void {
  writer.write(MessageKind.answer, call, code, value, position, details);
}
