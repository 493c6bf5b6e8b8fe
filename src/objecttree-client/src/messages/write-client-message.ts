import { Writer } from "../codec/writer.js";
import { type Bye, type ClientMessage, MessageKind, type Part } from "./message.js";

/** Writes a message from a client. */
export function writeClientMessage(message: ClientMessage): Writer {
  const writer = new Writer();
  switch (message.kind) {
    case "Part":
      writePart(writer, message);
      break;
    case "Hello": {
      const { versions, tree, token, resume, software } = message;
      writer.write(MessageKind.hello, versions, tree, token, resume, software);
      break;
    }
    case "Call":
      writer.write(MessageKind.call, message.call, message.object, message.method, message.arguments);
      break;
    case "Pong":
      writer.write(MessageKind.pong);
      break;
    case "Bye":
      writeBye(writer, message);
      break;
  }
  return writer;
}

export function writePart(writer: Writer, { last, slice }: Part): void {
  writer.write(MessageKind.part, last, slice);
}

export function writeBye(writer: Writer, { code, name, resumable, retryAfter, details }: Bye): void {
  writer.write(MessageKind.bye, code, name, resumable, retryAfter, details);
}
