export type { Contracted, TypedTree } from "../connection/contracted.js";
export type { TreeObject } from "../replica/tree-object.js";
export type { Value } from "../values/value.js";
export { type ContractedType, contractOf } from "./contract.js";
export type {
  BoolTopic,
  DictTopic,
  EventTopic,
  FloatTopic,
  IntTopic,
  ListTopic,
  ReferenceTo,
  ReferenceTopic,
  SetTopic,
  StringTopic,
  Typed,
  ValueTopic,
} from "./typed.js";
