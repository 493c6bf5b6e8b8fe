import { malformed } from "../../codec/protocol-error.js";
import type { Reader } from "../../codec/reader.js";
import type { Value } from "../../values/value.js";
import type { Verbs } from "../kind.js";
import type { ListOperation, ListStep } from "./list-operation.js";

export function readListState(reader: Reader): Value[] {
  return reader.array(() => reader.value());
}

const steps: Verbs<ListStep> = [
  undefined,
  (reader) => ({ op: "list.insert", index: reader.uint(), value: reader.value() }),
  (reader) => ({ op: "list.insertRange", index: reader.uint(), values: readListState(reader) }),
  (reader) => ({ op: "list.removeRange", index: reader.uint(), count: reader.uint() }),
  (reader) => ({ op: "list.replace", index: reader.uint(), value: reader.value() }),
  (reader) => ({ op: "list.move", from: reader.uint(), to: reader.uint() }),
];

export const listVerbs: Verbs<ListOperation> = [
  (reader) => ({ op: "list.set", value: readListState(reader) }),
  ...steps.slice(1),
  (reader) => ({ op: "list.patch", steps: reader.array(() => reader.tuple(3, () => readStep(reader))) }),
];

/** A verb and its operands, of which each verb of a step has two. */
function readStep(reader: Reader): ListStep {
  const step = steps[reader.uint()];
  if (step === undefined) malformed();
  return reader.outside(() => step(reader));
}
