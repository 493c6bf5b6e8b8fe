import type { Writer } from "../../codec/writer.js";
import type { EventOperation } from "./event-operation.js";

export function writeEventState(writer: Writer): void {
  writer.write(null);
}

export function writeEventOperands(writer: Writer, operation: EventOperation): void {
  writer.write(operation.value);
}
