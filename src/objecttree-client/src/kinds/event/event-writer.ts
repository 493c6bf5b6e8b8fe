import type { Writer } from "../../codec/writer.js";
import type { EventOperation } from "./event-operation.js";

export function writeEventState(writer: Writer): void {
  writer.write(null);
}

export function writeEventOperation(writer: Writer, operation: EventOperation, first: number): void {
  writer.write(first + (operation.op === "event.emit" ? 1 : 2), operation.value);
}
