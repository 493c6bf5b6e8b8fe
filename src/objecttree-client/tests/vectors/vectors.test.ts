import { describe, expect, test } from "vitest";
import { ProtocolError } from "../../src/codec/protocol-error.js";
import { bytesOf, toHex, type Vector, vectorsOf } from "./vector.js";
import { fromVectorJson, toVectorJson, withPlainFloats } from "./vector-json.js";
import { VectorPeer } from "./vector-peer.js";

const valid = vectorsOf("valid");
const tcpLimit = 65_536;

function isTcp(vector: Vector): boolean {
  return vector.carrier === "tcp";
}

/**
 * What this package's readers refuse a vector with. A server answers a call whose arguments are no values with VALIDATION and
 * goes on, and so it does with actions; our readers of both are for tests only and refuse the whole message.
 */
function codeOf(vector: Vector): string | undefined {
  return vector.error === "VALIDATION" || vector.error === "NOT_FOUND" ? "MALFORMED" : vector.error;
}

describe("valid", () => {
  test.each(valid.filter((vector) => !isTcp(vector)))("$name is read", (vector) => {
    const message = new VectorPeer(vector, valid).read(bytesOf(vector));
    expect(toVectorJson(message)).toEqual(withPlainFloats(vector.message));
  });

  test.each(valid.filter((vector) => !isTcp(vector) && !vector.decodeOnly))("$name is written", (vector) => {
    const peer = new VectorPeer(vector, valid);
    const bytes = peer.write(fromVectorJson(vector.message, peer.scope));
    expect(toHex(bytes)).toBe(toHex(bytesOf(vector)));
  });

  test.each(valid.filter(isTcp))("$name is read from a stream", (vector) => {
    const messages = new VectorPeer(vector, valid).readTcp(bytesOf(vector), vector.limit ?? tcpLimit);
    expect(messages.map(toVectorJson)).toEqual(withPlainFloats(vector.message));
  });
});

describe("invalid", () => {
  test.each(vectorsOf("invalid"))("$name is $error", (vector) => {
    const peer = new VectorPeer(vector, valid);
    expect(() =>
      isTcp(vector)
        ? peer.readTcp(bytesOf(vector), vector.limit ?? tcpLimit)
        : peer.read(bytesOf(vector), vector.limits),
    ).toThrow(expect.toSatisfy((error) => error instanceof ProtocolError && error.code === codeOf(vector)));
  });
});
