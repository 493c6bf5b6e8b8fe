import type { Writer } from "../../codec/writer.js";
import type { Value } from "../../values/value.js";
import type { ListOperation } from "./list-operation.js";

/** The names of the verbs, in order. */
export const listVerbNames = ["set", "insert", "insertRange", "removeRange", "replace", "move", "patch"] as const;

export function writeListState(writer: Writer, state: Value): void {
  writer.write(state);
}

export function writeListOperands(writer: Writer, operation: ListOperation): void {
  switch (operation.op) {
    case "list.set":
      return writer.write(operation.value);
    case "list.insert":
      return writer.write(operation.index, operation.value);
    case "list.insertRange":
      return writer.write(operation.index, operation.values);
    case "list.removeRange":
      return writer.write(operation.index, operation.count);
    case "list.replace":
      return writer.write(operation.index, operation.value);
    case "list.move":
      return writer.write(operation.from, operation.to);
    case "list.patch":
      writer.arrayHeader(operation.steps.length);
      for (const step of operation.steps) {
        writer.arrayHeader(3);
        writer.write(listVerbNames.findIndex((name) => step.op === `list.${name}`));
        writeListOperands(writer, step);
      }
      return;
  }
}
