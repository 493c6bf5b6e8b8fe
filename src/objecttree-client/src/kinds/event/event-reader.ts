import { malformed } from "../../codec/protocol-error.js";
import type { Reader } from "../../codec/reader.js";
import type { Verbs } from "../kind.js";
import type { EventOperation } from "./event-operation.js";

export function readEventState(reader: Reader): null {
  return reader.optional(() => {
    malformed();
  });
}

export const eventVerbs: Verbs<EventOperation> = [
  undefined,
  (reader) => ({ op: "event.emit", value: reader.value() }),
  (reader) => ({ op: "event.withdraw", value: reader.value() }),
];
