import { Writer } from "../codec/writer.js";
import type { Value } from "../values/value.js";
import { type Bye, type Call, type ClientMessage, type Hello, MessageKind, type Part } from "./message.js";

/** A message with these fields. */
export function writeMessage(kind: MessageKind, ...fields: readonly Value[]): Writer {
  const writer = new Writer();
  writer.write(kind, ...fields);
  return writer;
}

export function writePart({ last, slice }: Omit<Part, "kind">): Writer {
  return writeMessage(MessageKind.part, last, slice);
}

export function writeHello({ versions, tree, token, resume, software }: Omit<Hello, "kind">): Writer {
  return writeMessage(MessageKind.hello, versions, tree, token, resume, software);
}

export function writeCall({ call, object, method, arguments: values }: Omit<Call, "kind">): Writer {
  return writeMessage(MessageKind.call, call, object, method, values);
}

export function writePong(): Writer {
  return writeMessage(MessageKind.pong);
}

export function writeBye({ code, name, resumable, retryAfter, details }: Omit<Bye, "kind">): Writer {
  return writeMessage(MessageKind.bye, code, name, resumable, retryAfter, details);
}

/** Writes whatever message a client says. No page needs that: it knows what it has to say. */
export function writeClientMessage(message: ClientMessage): Writer {
  switch (message.kind) {
    case "Part":
      return writePart(message);
    case "Hello":
      return writeHello(message);
    case "Call":
      return writeCall(message);
    case "Pong":
      return writePong();
    case "Bye":
      return writeBye(message);
  }
}
