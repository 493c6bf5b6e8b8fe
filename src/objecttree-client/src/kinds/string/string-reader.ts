import { malformed } from "../../codec/protocol-error.js";
import type { Reader } from "../../codec/reader.js";
import type { StringOperation } from "./string-operation.js";

export function readStringState(reader: Reader): string {
  return reader.string();
}

export function readStringOperation(reader: Reader, verb: number, object: number, attribute: number): StringOperation {
  switch (verb) {
    case 0:
      return { op: "string.set", object, attribute, value: reader.string() };
    case 1: {
      const position = reader.uint();
      const deleted = reader.uint();
      return { op: "string.splice", object, attribute, position, deleted, inserted: reader.string() };
    }
  }
  throw malformed("verb");
}
