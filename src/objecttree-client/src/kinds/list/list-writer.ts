import type { Writer } from "../../codec/writer.js";
import type { Value } from "../../values/value.js";
import type { ListOperation } from "./list-operation.js";

export function writeListState(writer: Writer, state: Value): void {
  writer.value(state);
}

export function writeListOperation(writer: Writer, operation: ListOperation, first: number): void {
  switch (operation.op) {
    case "list.set":
      writer.int(first);
      return writer.value(operation.value);
    case "list.insert":
      writer.int(first + 1);
      writer.int(operation.index);
      return writer.value(operation.value);
    case "list.insertRange":
      writer.int(first + 2);
      writer.int(operation.index);
      return writer.value(operation.values);
    case "list.removeRange":
      writer.int(first + 3);
      writer.int(operation.index);
      return writer.int(operation.count);
    case "list.replace":
      writer.int(first + 4);
      writer.int(operation.index);
      return writer.value(operation.value);
    case "list.move":
      writer.int(first + 5);
      writer.int(operation.from);
      return writer.int(operation.to);
    case "list.patch":
      writer.int(first + 6);
      return writer.array(operation.steps, (step) => {
        writer.arrayHeader(3);
        writeListOperation(writer, step, 0);
      });
  }
}
