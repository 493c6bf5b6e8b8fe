import type { Writer } from "../../codec/writer.js";
import type { Value } from "../../values/value.js";
import type { SetOperation } from "./set-operation.js";

/** Writes a set's items in the order of the protocol, so that equal sets are equal bytes. */
export function writeSetState(writer: Writer, state: Value): void {
  writer.write([...(state as readonly Value[])].sort(compareItems));
}

export function writeSetOperands(writer: Writer, operation: SetOperation): void {
  switch (operation.op) {
    case "set.set":
      return writeSetState(writer, operation.value);
    case "set.add":
      return writer.write(operation.value);
    case "set.remove":
      return writer.write(operation.value);
    case "set.patch":
      writeSetState(writer, operation.removed);
      return writeSetState(writer, operation.added);
  }
}

function compareItems(one: Value, other: Value): number {
  const rank = rankOf(one) - rankOf(other);
  if (rank !== 0) return rank;
  if (typeof one === "number") return one - (other as number);
  if (typeof one === "string") return one < (other as string) ? -1 : 1;
  return 0;
}

function rankOf(value: Value): number {
  if (value === null) return 0;
  if (typeof value === "boolean") return value ? 2 : 1;
  if (typeof value === "number") return 3;
  return typeof value === "string" ? 4 : 5;
}
