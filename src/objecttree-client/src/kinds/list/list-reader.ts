import { malformed } from "../../codec/protocol-error.js";
import type { Reader } from "../../codec/reader.js";
import type { Value } from "../../values/value.js";
import type { ListOperation } from "./list-operation.js";

export function readListState(reader: Reader): Value[] {
  return reader.array(() => reader.value());
}

export function readListOperation(reader: Reader, verb: number, object: number, attribute: number): ListOperation {
  if (verb === 0) return { op: "list.set", object, attribute, value: readListState(reader) };
  if (verb > 5) throw malformed("verb");
  const index = reader.uint();
  switch (verb) {
    case 1:
      return { op: "list.insert", object, attribute, index, value: reader.value() };
    case 2:
      return { op: "list.insertRange", object, attribute, index, values: readListState(reader) };
    case 3:
      return { op: "list.removeRange", object, attribute, index, count: reader.uint() };
    case 4:
      return { op: "list.replace", object, attribute, index, value: reader.value() };
    default:
      return { op: "list.move", object, attribute, from: index, to: reader.uint() };
  }
}
