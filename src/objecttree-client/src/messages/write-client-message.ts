import { Writer } from "../codec/writer.js";
import { type Bye, type Call, type ClientMessage, type Hello, MessageKind, type Part } from "./message.js";

/** Writes a message from a client. */
export function writeClientMessage(message: ClientMessage): Writer {
  const writer = new Writer();
  switch (message.kind) {
    case "Part":
      writePart(writer, message);
      break;
    case "Hello":
      writeHello(writer, message);
      break;
    case "Call":
      writeCall(writer, message);
      break;
    case "Pong":
      writer.int(MessageKind.pong);
      break;
    case "Bye":
      writeBye(writer, message);
      break;
  }
  return writer;
}

export function writePart(writer: Writer, { last, slice }: Part): void {
  writer.int(MessageKind.part);
  writer.bool(last);
  writer.binary(slice);
}

export function writeBye(writer: Writer, { code, name, resumable, retryAfter, details }: Bye): void {
  writer.int(MessageKind.bye);
  writer.int(code);
  writer.string(name);
  writer.bool(resumable);
  writer.optional(retryAfter, (milliseconds) => writer.int(milliseconds));
  writer.map(details);
}

function writeHello(writer: Writer, { versions, tree, token, resume, software }: Hello): void {
  writer.int(MessageKind.hello);
  writer.array(versions, (version) => writer.int(version));
  writer.string(tree);
  writer.optional(token, (text) => writer.string(text));
  writer.optional(resume, (fields) => writer.value(fields));
  writer.string(software);
}

function writeCall(writer: Writer, { call, object, method, arguments: args }: Call): void {
  writer.int(MessageKind.call);
  writer.int(call);
  writer.int(object);
  writer.string(method);
  writer.value(args);
}
