import fc from "fast-check";
import { expect, test } from "vitest";
import { ProtocolError } from "../../src/codec/protocol-error.js";
import { Reader } from "../../src/codec/reader.js";
import { ServerWriter } from "../../src/codec/server-writer.js";
import { InstructionReader } from "../../src/instructions/instruction-reader.js";
import { readClientMessage } from "../../src/messages/read-client-message.js";
import { readServerMessage } from "../../src/messages/read-server-message.js";
import { Replica } from "../../src/replica/replica.js";
import { identity } from "../../src/values/identity.js";
import { createRecord } from "../../src/values/record.js";
import { Reference } from "../../src/values/reference.js";
import { toValue } from "../../src/values/to-value.js";
import type { Value } from "../../src/values/value.js";
import { bytesOf, vectorsOf } from "../vectors/vector.js";

const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);
const numRuns = Number(process.env.RUNS ?? 5_000);
console.log(`decoder properties: SEED=${seed} RUNS=${numRuns}`);

const bytes = fc.uint8Array({ minLength: 0, maxLength: 400 });
const valid = vectorsOf("valid").filter((vector) => vector.carrier !== "tcp");
/** A valid message with some bytes changed, cut off or added. */
const nearlyValid = fc
  .tuple(fc.constantFrom(...valid), fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 4 }), fc.nat(), bytes)
  .map(([vector, changes, cut, tail]) => {
    const message = bytesOf(vector).slice();
    for (const [at, byte] of changes) message[at % message.length] = byte;
    return cut % 3 === 0
      ? message.subarray(0, cut % (message.length + 1))
      : Uint8Array.of(...message, ...tail.subarray(0, cut % 5));
  });
const pair = { number: 0, record: "Pair", fields: ["x", "__proto__"] };
const value = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constant(null),
    fc.boolean(),
    fc.maxSafeInteger(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.string({ unit: "binary" }),
    fc.uint8Array({ maxLength: 20 }),
    fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }).map((id) => new Reference(id)),
    fc.tuple(tie("value"), tie("value")).map((fields) => createRecord(pair, fields as Value[])),
    fc.array(tie("value"), { maxLength: 5 }),
    fc
      .array(fc.tuple(fc.string({ unit: "binary" }), tie("value")), { maxLength: 5 })
      .map((entries) => new Map(entries)),
  ),
})).value;

function throwsNothingElse(read: () => void): void {
  try {
    read();
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
  }
}

function readAll(message: Uint8Array): void {
  throwsNothingElse(() => new Reader(message).value());
  throwsNothingElse(() => readClientMessage(message));
  throwsNothingElse(() => {
    const read = readServerMessage(message);
    if (!("instructions" in read)) return;
    const replica = new Replica({ call: () => Promise.reject(), report: () => {} });
    if (read.kind === "Frame") {
      const sampler = valid.find((vector) => vector.name === "snapshot-sampler");
      if (sampler === undefined) throw new Error("the vectors have no snapshot-sampler");
      const snapshot = readServerMessage(bytesOf(sampler));
      if ("instructions" in snapshot)
        replica.applySnapshot((scope) => new InstructionReader(snapshot.instructions, scope));
      replica.applyFrame((scope) => new InstructionReader(read.instructions, scope));
    } else replica.applySnapshot((scope) => new InstructionReader(read.instructions, scope));
  });
}

test("Reading_AnyBytes_ThrowsNothingButProtocolError", () => {
  fc.assert(fc.property(bytes, readAll), { seed, numRuns });
});

test("Reading_NearlyValidMessages_ThrowsNothingButProtocolError", () => {
  fc.assert(fc.property(nearlyValid, readAll), { seed, numRuns });
});

test("Reading_WhatWasWritten_GivesTheSameValue", () => {
  const property = fc.property(value, (any) => {
    const original = toValue(any, 32);
    const writer = new ServerWriter();
    writer.write(original);
    const reader = new Reader(writer.toBytes());
    reader.scope = { recordKind: () => pair, reference: (id) => new Reference(id) };
    expect(identity(reader.value())).toEqual(identity(original));
    expect(reader.isAtEnd).toBe(true);
  });
  fc.assert(property, { seed, numRuns });
});

test("Reading_ATruncatedValidMessage_IsRefusedAtEveryByteOrStillWhole", () => {
  for (const vector of valid) {
    const message = bytesOf(vector);
    for (let length = 0; length < message.length; length++) readAll(message.subarray(0, length));
  }
});

test("Reading_HugeDeclaredCounts_TakesNoMemoryForThem", () => {
  const before = process.memoryUsage().rss;
  const heads = [
    "ddffffffff",
    "dfffffffff",
    "dbffffffff",
    "c6ffffffff",
    "c9ffffffff00",
    "91".repeat(20_000),
    "81a0".repeat(20_000),
  ];
  for (let round = 0; round < 200; round++)
    for (const head of heads) readAll(Uint8Array.from(Buffer.from(head, "hex")));
  expect(process.memoryUsage().rss - before).toBeLessThan(32 * 1_048_576);
});
