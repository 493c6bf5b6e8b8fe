import { malformed } from "../../codec/protocol-error.js";
import type { Reader } from "../../codec/reader.js";
import type { BoolOperation } from "./bool-operation.js";

export function readBoolState(reader: Reader): boolean {
  return reader.bool();
}

export function readBoolOperation(reader: Reader, verb: number, object: number, attribute: number): BoolOperation {
  if (verb !== 0) throw malformed("verb");
  return { op: "bool.set", object, attribute, value: reader.bool() };
}
