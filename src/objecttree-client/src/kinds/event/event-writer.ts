import type { Writer } from "../../codec/writer.js";
import type { EventOperation } from "./event-operation.js";

export function writeEventState(writer: Writer): void {
  writer.nil();
}

export function writeEventOperation(writer: Writer, operation: EventOperation, first: number): void {
  writer.int(first + (operation.op === "event.emit" ? 1 : 2));
  writer.value(operation.value);
}
