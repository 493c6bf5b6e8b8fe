import type { Writer } from "../codec/writer.js";
import { type Handlers, MessageKind, type Response } from "./message.js";
import { writeMessage } from "./write-client-message.js";

/** Writes what a client handles. */
export function writeHandlers({ names }: Omit<Handlers, "kind">): Writer {
  return writeMessage(MessageKind.handlers, names);
}

/** Writes what a call of the server gave. */
export function writeResponse({ request, code, value }: Omit<Response, "kind">): Writer {
  return writeMessage(MessageKind.response, request, code, value);
}
