import { malformed } from "../../codec/protocol-error.js";
import type { Reader } from "../../codec/reader.js";
import type { IntOperation } from "./int-operation.js";

export function readIntState(reader: Reader): number {
  return reader.int();
}

export function readIntOperation(reader: Reader, verb: number, object: number, attribute: number): IntOperation {
  switch (verb) {
    case 0:
      return { op: "int.set", object, attribute, value: reader.int() };
    case 1:
      return { op: "int.add", object, attribute, delta: reader.int() };
  }
  throw malformed("verb");
}
