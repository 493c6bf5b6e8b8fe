import type { Reader } from "../codec/reader.js";
import type { Bye, Part } from "./message.js";

export function readPart(reader: Reader): Part {
  return { kind: "Part", last: reader.bool(), slice: reader.binary() };
}

export function readBye(reader: Reader): Bye {
  return {
    kind: "Bye",
    code: reader.uint(),
    name: reader.string(),
    resumable: reader.bool(),
    retryAfter: reader.optional(() => reader.uint()),
    details: reader.map(),
  };
}
