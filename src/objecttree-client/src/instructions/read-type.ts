import { malformed } from "../codec/protocol-error.js";
import type { Reader } from "../codec/reader.js";
import { kinds } from "../kinds/kinds.js";
import type { TypeOperation } from "./operation.js";
import type { AttributeDeclaration } from "./type-declaration.js";

export function readType(reader: Reader): TypeOperation {
  const number = reader.uint();
  const type = reader.name();
  const frontend = reader.name();
  const attributes = reader.array(() => reader.tuple(3, () => readAttribute(reader)));
  const methods = reader.array(() => reader.tuple(1, () => reader.name()));
  return { op: "type", number, type, frontend, attributes, methods };
}

function readAttribute(reader: Reader): AttributeDeclaration {
  const name = reader.name();
  const number = reader.uint();
  const kind = kinds.get(number);
  if (kind === undefined) throw malformed("kind");
  return { name, kind: kind.name, flags: reader.uint() };
}
