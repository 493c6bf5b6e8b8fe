import { malformed, ProtocolError } from "../codec/protocol-error.js";
import type { Reader } from "../codec/reader.js";
import type { Writer } from "../codec/writer.js";
import { InstructionReader } from "../instructions/instruction-reader.js";
import type { InstructionScope } from "../instructions/scope.js";
import type { Welcome } from "../messages/message.js";
import { PartAssembler } from "../messages/part-assembler.js";
import { readServerMessage } from "../messages/read-server-message.js";
import { splitMessage } from "../messages/split.js";
import { writeBye, writeHello, writePong } from "../messages/write-client-message.js";
import type { OperationSource, Replica } from "../replica/replica.js";
import type { Value } from "../values/value.js";
import { CloseCode } from "./close-code.js";
import { byeEnding, closeEnding, type Ending, faultEnding, lostEnding } from "./ending.js";
import { ObjectTreeError } from "./object-tree-error.js";
import { PendingCalls } from "./pending-calls.js";
import { type AcceptedLimits, limitsBeforeWelcome, limitsOf } from "./server-limits.js";
import type { SessionExtension } from "./session-extension.js";
import { SilenceWatch } from "./silence-watch.js";
import { writeCall } from "./write-call.js";

const version = 1;
const software = "objecttree-client 0.1.0";

/** What a session is made of. */
export interface SessionSetup {
  readonly socket: WebSocket;
  readonly tree: string;
  readonly token: string | null;
  readonly replica: Replica;
  readonly maxMessageBytes: number;
  readonly extras: SessionExtension | undefined;
  /** All is applied that there was when the server took this client in. */
  readonly ready: () => void;
  /** It is over. Called exactly once, and nothing after it. */
  readonly ended: (ending: Ending) => void;
}

/**
 * One connection from its opening to its end. Its life: `opening` (the socket is not open), `greeting` (`Hello` is sent),
 * `welcomed` (a snapshot is due), `ready` (frames are applied), `ended`. A message that is not due is malformed; whatever is
 * malformed ends it and leaves the replica as it was.
 */
export class Session {
  readonly #setup: SessionSetup;
  readonly #parts: PartAssembler;
  readonly #calls = new PendingCalls();
  readonly #silence: SilenceWatch;
  #stage: "opening" | "greeting" | "welcomed" | "ready" | "ended" = "opening";
  #limits: AcceptedLimits = limitsBeforeWelcome;
  /** How many frames were applied since the last snapshot. */
  #position = 0;

  constructor(setup: SessionSetup) {
    const { socket } = setup;
    this.#setup = setup;
    this.#parts = new PartAssembler(setup.maxMessageBytes);
    this.#silence = new SilenceWatch(this.#limits.silence, () => this.#leave(lostEnding));
    socket.binaryType = "arraybuffer";
    socket.onopen = () => this.#greet();
    socket.onmessage = (event: MessageEvent<unknown>) => this.#hear(event.data);
    // What went wrong is told to pages by `close`. But Node says nothing else of a connection that could not be opened.
    socket.onerror = () => this.#stage === "opening" && this.#end(lostEnding);
    socket.onclose = (event) => this.#end(closeEnding(event.code, event.reason));
  }

  /** Calls a method. Rejects with an `ObjectTreeError`. */
  async call(object: number, method: string, args: readonly unknown[]): Promise<Value> {
    if (this.#stage !== "ready") throw new ObjectTreeError("DISCONNECTED");
    const call = this.#calls.nextNumber();
    this.#send(writeCall(call, object, method, args, this.#limits));
    return new Promise((resolve, reject) => this.#calls.add(call, resolve, reject));
  }

  /** Leaves the server. */
  close(): void {
    this.#leave({ ...lostEnding, code: CloseCode.normal, name: "NORMAL" });
  }

  #greet(): void {
    this.#stage = "greeting";
    const { tree, token } = this.#setup;
    this.#write(writeHello({ versions: [version], tree, token, resume: null, software }));
  }

  #hear(data: unknown): void {
    if (this.#stage === "ended") return;
    this.#silence.hear();
    try {
      if (!(data instanceof ArrayBuffer)) throw new ProtocolError("UNSUPPORTED_DATA");
      if (data.byteLength > this.#setup.maxMessageBytes) throw new ProtocolError("TOO_BIG");
      this.#receive(new Uint8Array(data));
    } catch (error) {
      // Whatever it is, the message is not applied, so what comes after it would not fit.
      this.#leave(faultEnding(error instanceof ProtocolError ? error.code : "MALFORMED"));
      if (!(error instanceof ProtocolError)) throw error;
    }
  }

  #receive(bytes: Uint8Array, isOfParts = false): void {
    const { extras, replica } = this.#setup;
    const message = extras?.read(bytes) ?? readServerMessage(bytes, replica);
    if (message.kind === "Part" ? isOfParts : this.#parts.isAssembling) malformed();
    switch (message.kind) {
      case "Part": {
        const whole = this.#parts.add(message);
        return whole && this.#receive(whole, true);
      }
      case "Bye":
        return this.#end(byeEnding(message));
      case "Ping":
        return this.#write(writePong());
      case "Welcome":
        return this.#welcome(message);
      case "Snapshot":
        return this.#applySnapshot(message.instructions);
      case "Frame":
        return this.#applyFrame(message.instructions);
      case "Answer":
        this.#expect("ready");
        return this.#calls.answer(message, this.#position);
      default:
        this.#expect("ready");
        return extras?.answer(message, this.#calls, this.#position);
    }
  }

  #welcome(welcome: Welcome): void {
    this.#expect("greeting");
    if (welcome.version !== version || welcome.resumed) malformed();
    this.#stage = "welcomed";
    this.#limits = limitsOf(welcome.limits);
    this.#silence.setLimit(this.#limits.silence);
    this.#setup.extras?.connect((bytes) => this.#send(bytes), this.#limits, welcome.epoch);
    // Hello is answered like a call, with the position of the newest frame at that time.
    this.#calls.add(0, this.#setup.ready, () => {});
  }

  #applySnapshot(instructions: Reader): void {
    this.#expect("welcomed", "ready");
    this.#stage = "ready";
    this.#setup.replica.applySnapshot(operationsOf(instructions));
    this.#position = 0;
    this.#calls.applied();
  }

  #applyFrame(instructions: Reader): void {
    this.#expect("ready");
    this.#setup.replica.applyFrame(operationsOf(instructions));
    this.#position++;
    this.#calls.applied(this.#position);
  }

  #expect(...stages: readonly string[]): void {
    if (!stages.includes(this.#stage)) malformed();
  }

  #write(message: Writer): void {
    this.#send(message.toBytes());
  }

  #send(bytes: Uint8Array<ArrayBuffer>): void {
    for (const part of splitMessage(bytes, this.#limits.message)) this.#setup.socket.send(part);
  }

  /** Ends the connection from this side, saying why when that can still be heard. */
  #leave(ending: Ending): void {
    if (this.#stage === "ended") return;
    if (this.#stage !== "opening" && ending !== lostEnding) {
      this.#write(writeBye({ ...ending, resumable: false, retryAfter: null }));
    }
    this.#end(ending);
  }

  #end(ending: Ending): void {
    if (this.#stage === "ended") return;
    this.#stage = "ended";
    this.#silence.stop();
    this.#calls.end();
    this.#setup.extras?.disconnect();
    const { socket } = this.#setup;
    socket.onopen = socket.onmessage = socket.onclose = null;
    // A page may close with 1000 and its own codes only; for the others `Bye` has said it.
    if (ending.isOurs && ending.code >= 3_000) socket.close(ending.code, ending.name);
    else socket.close(CloseCode.normal);
    this.#setup.ended(ending);
  }
}

function operationsOf(instructions: Reader): (scope: InstructionScope) => OperationSource {
  return (scope) => new InstructionReader(instructions, scope);
}
