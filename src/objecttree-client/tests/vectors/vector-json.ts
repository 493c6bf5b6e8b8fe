import type { ActionOperation, Operation, RecordOperation } from "../../src/instructions/operation.js";
import type {
  Ack,
  Action,
  ClientMessage,
  Handlers,
  Reject,
  Request,
  Response,
  ServerMessage,
  Undo,
} from "../../src/messages/message.js";
import { createRecord, fieldsOf, type RecordKind, type RecordValue, recordKindOf } from "../../src/values/record.js";
import { Reference } from "../../src/values/reference.js";
import { type Plain, toPlain } from "../../src/values/to-plain.js";
import type { Value } from "../../src/values/value.js";
import type { ValueScope } from "../../src/values/value-scope.js";
import { fromHex, toHex } from "./vector.js";

type Json = null | boolean | number | string | Json[] | JsonObject;
type JsonObject = { [name: string]: Json };

/** A message, its instructions read. */
export type ReadMessage =
  | Exclude<ServerMessage | ClientMessage, { instructions: unknown }>
  | Ack
  | Reject
  | ReadAction
  | Undo
  | Handlers
  | Request
  | Response
  | { readonly kind: "Frame" | "Snapshot"; readonly operations: readonly Operation[] };

export type ReadAction = Omit<Action, "instructions"> & { readonly operations: readonly ActionOperation[] };

const valueFields = new Set(["value", "values", "arguments", "state", "delta", "added", "constraints"]);
/** Fields that hold objects of fields. */
const lists = new Set(["operations", "steps", "attributes"]);

/** A message as the vectors' JSON. */
export function toVectorJson(message: ReadMessage): Json {
  return objectToJson(message);
}

/**
 * A message from the vectors' JSON.
 * @param scope what was announced before it; what it announces itself is known from there on.
 */
export function fromVectorJson(json: unknown, scope: ValueScope): ReadMessage {
  return new VectorJsonReader(scope).object(json as JsonObject) as unknown as ReadMessage;
}

/** The vectors' JSON with `{"float": 2}` as 2, since a number is a number to a reader. */
export function withPlainFloats(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(withPlainFloats);
  if (typeof json !== "object" || json === null) return json;
  if ("float" in json) return json.float === "-0" ? -0 : json.float;
  return Object.fromEntries(Object.entries(json).map(([name, field]) => [name, withPlainFloats(field)]));
}

/** A value as the vectors' JSON. */
export function valueToJson(value: Value): Json {
  if (Array.isArray(value)) return value.map(valueToJson);
  if (value instanceof Map) return { map: mapToJson(value) };
  if (value instanceof Uint8Array) return { bytes: toHex(value) };
  if (value instanceof Reference) return { reference: value.id };
  const kind = recordKindOf(value);
  if (kind === undefined) return value as Json;
  return { record: kind.number, fields: fieldsOf(kind, value as RecordValue).map(valueToJson) };
}

function objectToJson(object: object): Json {
  return Object.fromEntries(Object.entries(object).map(([name, field]) => [name, fieldToJson(name, field, object)]));
}

function fieldToJson(name: string, field: unknown, object: object): Json {
  if (lists.has(name)) return (field as object[]).map(objectToJson);
  if (name === "declaration") return objectToJson(field as object);
  if (name === "slice") return toHex(field as Uint8Array);
  if (name === "details" || name === "limits") return toPlain(field as Value) as Plain as Json;
  if (name === "put") return mapToJson(field as ReadonlyMap<string, Value>);
  return isValueField(name, object) ? valueToJson(field as Value) : (field as Json);
}

function mapToJson(map: ReadonlyMap<string, Value>): JsonObject {
  return Object.fromEntries([...map].map(([key, item]) => [key, valueToJson(item)]));
}

/** Whether a field holds a value, or an array of them. What a dict's patch removes are keys. */
function isValueField(name: string, object: object): boolean {
  return valueFields.has(name) || (name === "removed" && "added" in object);
}

/** Reads the vectors' JSON, whose records have numbers that were announced. */
class VectorJsonReader {
  readonly #scope: ValueScope;
  readonly #announced = new Map<number, RecordKind>();

  constructor(scope: ValueScope) {
    this.#scope = scope;
  }

  object(json: JsonObject): object {
    const read = Object.fromEntries(
      Object.entries(json).map(([name, field]) => [name, this.#field(name, field, json)]),
    ) as { op?: string };
    if (read.op === "record") this.#announced.set((read as RecordOperation).number, read as RecordOperation);
    return read;
  }

  #field(name: string, field: Json, object: JsonObject): unknown {
    if (lists.has(name)) return (field as JsonObject[]).map((item) => this.object(item));
    if (name === "declaration") return this.object(field as JsonObject);
    if (name === "slice") return fromHex(field as string);
    if (name === "details" || name === "limits") return plainToValue(field);
    if (name === "put") return this.#map(field as JsonObject);
    return isValueField(name, object) ? this.#value(field) : field;
  }

  #value(json: Json): Value {
    if (Array.isArray(json)) return json.map((item) => this.#value(item));
    if (typeof json !== "object" || json === null) return json;
    if ("float" in json) return json.float === "-0" ? -0 : (json.float as number);
    if ("bytes" in json) return fromHex(json.bytes as string);
    if ("reference" in json) return this.#scope.reference(json.reference as number);
    if ("record" in json) return this.#record(json.record as number, json.fields as Json[]);
    return this.#map(json.map as JsonObject);
  }

  #record(number: number, fields: Json[]): Value {
    const kind = this.#announced.get(number) ?? this.#scope.recordKind(number);
    if (kind === undefined) throw new Error(`there is no record ${number}`);
    return createRecord(
      kind,
      fields.map((field) => this.#value(field)),
    );
  }

  #map(json: JsonObject): Map<string, Value> {
    return new Map(Object.entries(json).map(([key, item]) => [key, this.#value(item)]));
  }
}

function plainToValue(json: Json): Value {
  if (Array.isArray(json)) return json.map(plainToValue);
  if (typeof json !== "object" || json === null) return json;
  return new Map(Object.entries(json).map(([key, item]) => [key, plainToValue(item)]));
}
