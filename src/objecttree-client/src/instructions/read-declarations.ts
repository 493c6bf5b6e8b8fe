import { malformed } from "../codec/protocol-error.js";
import type { Reader } from "../codec/reader.js";
import { kinds } from "../kinds/kinds.js";
import type { RecordOperation, TypeOperation } from "./operation.js";
import type { AttributeDeclaration } from "./type-declaration.js";

/** What reads the elements of an attribute's declaration that a page does not need which only reads. */
export const further = {
  read(reader: Reader, _declaration: AttributeDeclaration): void {
    reader.ignore();
  },
};

export function readType(reader: Reader): TypeOperation {
  const number = reader.uint31();
  const type = reader.name();
  const frontend = reader.name();
  const attributes = reader.array(() => readAttribute(reader));
  return { op: "type", number, type, frontend, attributes, methods: readNames(reader) };
}

export function readRecord(reader: Reader): RecordOperation {
  return { op: "record", number: reader.uint31(), record: reader.name(), fields: readNames(reader) };
}

export function readAttribute(reader: Reader): AttributeDeclaration {
  const read = () => {
    const name = reader.name();
    const kind = kinds.get(reader.uint());
    if (kind === undefined) malformed();
    return { name, kind: kind.name, flags: reader.uint31() };
  };
  return reader.tuple(3, read, (declaration: AttributeDeclaration) => further.read(reader, declaration));
}

function readNames(reader: Reader): string[] {
  return reader.array(() => reader.tuple(1, () => reader.name()));
}
