// What a client that handles calls reads besides; see read-server-message.ts for the rest.
import { malformed } from "../codec/protocol-error.js";
import { Reader } from "../codec/reader.js";
import { noTree, type ValueScope } from "../values/value-scope.js";
import { MessageKind, type Request } from "./message.js";

/** Reads a call of the server; `undefined`: it is another message. Throws nothing but `ProtocolError`. */
export function readRequest(bytes: Uint8Array, scope: ValueScope = noTree): Request | undefined {
  const reader = new Reader(bytes);
  reader.scope = scope;
  if (reader.uint() !== MessageKind.request) return undefined;
  const request: Request = {
    kind: "Request",
    request: reader.id(),
    name: reader.name(),
    arguments: reader.array(() => reader.value()),
    position: reader.uint(),
    time: reader.uint(),
  };
  if (request.arguments.length > 1) malformed();
  reader.ignoreRest();
  return request;
}
