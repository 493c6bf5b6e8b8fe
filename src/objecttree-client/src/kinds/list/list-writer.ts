import type { Writer } from "../../codec/writer.js";
import type { Value } from "../../values/value.js";
import type { ListOperation } from "./list-operation.js";

export function writeListState(writer: Writer, state: Value): void {
  writer.write(state);
}

export function writeListOperation(writer: Writer, operation: ListOperation, first: number): void {
  switch (operation.op) {
    case "list.set":
      return writer.write(first, operation.value);
    case "list.insert":
      return writer.write(first + 1, operation.index, operation.value);
    case "list.insertRange":
      return writer.write(first + 2, operation.index, operation.values);
    case "list.removeRange":
      return writer.write(first + 3, operation.index, operation.count);
    case "list.replace":
      return writer.write(first + 4, operation.index, operation.value);
    case "list.move":
      return writer.write(first + 5, operation.from, operation.to);
    case "list.patch":
      writer.write(first + 6);
      writer.arrayHeader(operation.steps.length);
      for (const step of operation.steps) {
        writer.arrayHeader(3);
        writeListOperation(writer, step, 0);
      }
      return;
  }
}
