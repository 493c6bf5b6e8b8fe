import type { Operation } from "../../src/instructions/operation.js";
import type { ClientMessage, ServerMessage } from "../../src/messages/message.js";
import { type Plain, toPlain } from "../../src/values/to-plain.js";
import type { Value } from "../../src/values/value.js";
import { fromHex, toHex } from "./vector.js";

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** A message, its instructions read. */
export type ReadMessage =
  | Exclude<ServerMessage | ClientMessage, { instructions: unknown }>
  | { readonly kind: "Frame" | "Snapshot"; readonly operations: readonly Operation[] };

const valueFields = new Set(["value", "values", "arguments", "state"]);

/** A message as the vectors' JSON. */
export function toVectorJson(message: ReadMessage): Json {
  return Object.fromEntries(Object.entries(message).map(([name, field]) => [name, fieldToJson(name, field)]));
}

/** A message from the vectors' JSON. */
export function fromVectorJson(json: unknown): ReadMessage {
  const entries = Object.entries(json as { [name: string]: Json });
  return Object.fromEntries(
    entries.map(([name, field]) => [name, fieldFromJson(name, field)]),
  ) as unknown as ReadMessage;
}

/** The vectors' JSON with `{"float": 2}` as 2, since a number is a number to a reader. */
export function withPlainFloats(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(withPlainFloats);
  if (typeof json !== "object" || json === null) return json;
  if ("float" in json) return json.float === "-0" ? -0 : json.float;
  return Object.fromEntries(Object.entries(json).map(([name, field]) => [name, withPlainFloats(field)]));
}

function fieldToJson(name: string, field: unknown): Json {
  if (name === "operations")
    return (field as readonly Operation[]).map((operation) => toVectorJson(operation as never));
  if (field instanceof Uint8Array) return toHex(field);
  if (name === "details" || name === "limits") return toPlain(field as Value) as Plain as Json;
  return valueFields.has(name) ? valueToJson(field as Value) : (field as Json);
}

function fieldFromJson(name: string, field: Json): unknown {
  if (name === "operations") return (field as Json[]).map((operation) => fromVectorJson(operation));
  if (name === "slice") return fromHex(field as string);
  if (name === "details" || name === "limits") return plainToValue(field);
  return valueFields.has(name) ? valueFromJson(field) : field;
}

function valueToJson(value: Value): Json {
  if (Array.isArray(value)) return value.map(valueToJson);
  if (!(value instanceof Map)) return value as Json;
  return { map: Object.fromEntries([...value].map(([key, item]) => [key, valueToJson(item)])) };
}

function valueFromJson(json: Json): Value {
  if (Array.isArray(json)) return json.map(valueFromJson);
  if (typeof json !== "object" || json === null) return json;
  if ("float" in json) return json.float === "-0" ? -0 : (json.float as number);
  const entries = Object.entries(json.map as { [name: string]: Json });
  return new Map(entries.map(([key, item]) => [key, valueFromJson(item)]));
}

function plainToValue(json: Json): Value {
  if (Array.isArray(json)) return json.map(plainToValue);
  if (typeof json !== "object" || json === null) return json;
  return new Map(Object.entries(json).map(([key, item]) => [key, plainToValue(item)]));
}
