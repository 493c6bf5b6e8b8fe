import { ProtocolError } from "../../src/codec/protocol-error.js";
import { Reader } from "../../src/codec/reader.js";
import { InstructionReader } from "../../src/instructions/instruction-reader.js";
import { InstructionWriter } from "../../src/instructions/instruction-writer.js";
import type { ActionOperation, Operation } from "../../src/instructions/operation.js";
import type { InstructionScope } from "../../src/instructions/scope.js";
import type { Action, Instructions } from "../../src/messages/message.js";
import { readAction } from "../../src/messages/read-action.js";
import { readActionAnswer } from "../../src/messages/read-action-answer.js";
import { readClientMessage, type ServerLimits } from "../../src/messages/read-client-message.js";
import { readRequest } from "../../src/messages/read-request.js";
import { readServerMessage } from "../../src/messages/read-server-message.js";
import { writeAction, writeUndo } from "../../src/messages/write-action.js";
import { writeClientMessage } from "../../src/messages/write-client-message.js";
import { writeHandlers, writeResponse } from "../../src/messages/write-response.js";
import { writeServerMessage } from "../../src/messages/write-server-message.js";
import { type OperationSource, Replica } from "../../src/replica/replica.js";
import type { ValueScope } from "../../src/values/value-scope.js";
// What pages that only read pass over.
import "../../src/writing/constraints.js";
import { bytesOf, type Vector } from "./vector.js";
import type { ReadAction, ReadMessage } from "./vector-json.js";

const clientKinds = new Set([1, 5, 7, 13, 15, 16, 18]);
const fromClient = new Set(["Hello", "Call", "Pong"]);

/** Whoever reads and writes a vector: with the state that the vector says was there before. */
export class VectorPeer {
  readonly #replica = new Replica({
    call: () => Promise.reject(new Error()),
    report: (error) => {
      throw error;
    },
  });

  constructor(vector: Vector, valid: readonly Vector[]) {
    for (const name of vector.given ?? []) {
      const given = valid.find((other) => other.name === name);
      if (given === undefined) throw new Error(`${vector.name} is given ${name}, which is not there`);
      this.read(bytesOf(given));
    }
  }

  /** What is announced to this peer. */
  get scope(): ValueScope {
    return this.#replica;
  }

  /** Reads a message from either side, its instructions too. */
  read(bytes: Uint8Array, limits?: ServerLimits): ReadMessage {
    const kind = new Reader(bytes).uint();
    if (clientKinds.has(kind)) {
      const message = readClientMessage(bytes, limits, this.#replica);
      return "instructions" in message ? this.#readAction(message) : message;
    }
    const answer = readActionAnswer(bytes, this.#replica);
    if (answer !== undefined) return answer;
    const request = readRequest(bytes, this.#replica);
    if (request !== undefined) return request;
    const message = readServerMessage(bytes, this.#replica);
    return "instructions" in message ? this.#apply(message) : message;
  }

  /** Writes a message of either side. */
  write(message: ReadMessage): Uint8Array {
    if (message.kind === "Action") return this.#writeAction(message);
    if (message.kind === "Undo") return writeUndo(message).toBytes();
    if (message.kind === "Handlers") return writeHandlers(message).toBytes();
    if (message.kind === "Response") return writeResponse(message).toBytes();
    if ("operations" in message) return this.#writeInstructions(message.kind, message.operations);
    if (fromClient.has(message.kind)) return writeClientMessage(message as never).toBytes();
    return writeServerMessage(message as never).toBytes();
  }

  /** Reads the messages of a TCP stream. */
  readTcp(stream: Uint8Array, limit: number): ReadMessage[] {
    const messages: ReadMessage[] = [];
    let at = 0;
    while (at < stream.length) {
      const length = new DataView(stream.buffer).getUint32(at);
      if (length === 0) throw new ProtocolError("MALFORMED");
      if (length > limit) throw new ProtocolError("TOO_BIG");
      messages.push(this.read(stream.subarray(at + 4, at + 4 + length)));
      at += 4 + length;
    }
    return messages;
  }

  #apply({ kind, instructions }: Instructions): ReadMessage {
    const operations: Operation[] = [];
    const source = (scope: InstructionScope): OperationSource =>
      recorded(new InstructionReader(instructions, scope), operations);
    if (kind === "Frame") this.#replica.applyFrame(source);
    else this.#replica.applySnapshot(source);
    return { kind, operations };
  }

  #readAction(message: Action): ReadMessage {
    const { kind, action, snapshot, base } = message;
    let operations: readonly ActionOperation[] = [];
    this.#replica.applyFrame((scope) => {
      operations = readAction(message, scope);
      return { next: () => undefined };
    });
    return { kind, action, snapshot, base, operations };
  }

  #writeAction(message: ReadAction): Uint8Array {
    const writer = writeAction(message);
    this.#replica.applyFrame((scope) => {
      new InstructionWriter(writer, scope).writeAction(message.operations);
      return { next: () => undefined };
    });
    return writer.toBytes();
  }

  #writeInstructions(kind: "Frame" | "Snapshot", operations: readonly Operation[]): Uint8Array {
    const writer = writeServerMessage({ kind });
    const apply = kind === "Frame" ? this.#replica.applyFrame : this.#replica.applySnapshot;
    apply.call(this.#replica, (scope) => new InstructionWriter(writer, scope).writing(operations));
    return writer.toBytes();
  }
}

function recorded(source: OperationSource, operations: Operation[]): OperationSource {
  return {
    next() {
      const operation = source.next();
      if (operation !== undefined) operations.push(operation);
      return operation;
    },
  };
}
