import { InstructionWriter } from "../../src/instructions/instruction-writer.js";
import type { ObjectType } from "../../src/instructions/object-type.js";
import type { ActionOperation, Operation } from "../../src/instructions/operation.js";
import type {
  Ack,
  Action,
  Answer,
  Bye,
  Call,
  ClientMessage,
  Handlers,
  Request,
  Response,
  Undo,
  Welcome,
} from "../../src/messages/message.js";
import { readAction } from "../../src/messages/read-action.js";
import { readClientMessage } from "../../src/messages/read-client-message.js";
import { writeServerMessage } from "../../src/messages/write-server-message.js";
import { Replica } from "../../src/replica/replica.js";
import type { Value } from "../../src/values/value.js";

/** A server in memory. Nothing arrives anywhere unless a test delivers it, one message at a time. */
export class FakeServer {
  readonly sockets: FakeSocket[] = [];

  /** What a client opens connections with. */
  readonly WebSocket: new (
    url: string,
  ) => WebSocket;

  constructor() {
    const sockets = this.sockets;
    this.WebSocket = class {
      constructor(url: string) {
        const socket = new FakeSocket(url);
        sockets.push(socket);
        // biome-ignore lint/correctness/noConstructorReturn: stands for a platform class of which only this part is used
        return socket as never;
      }
    } as never;
  }

  /** The newest connection. */
  get socket(): FakeSocket {
    const socket = this.sockets.at(-1);
    if (socket === undefined) throw new Error("nobody has connected");
    return socket;
  }

  /** Takes the newest connection as far as its first state. */
  accept(snapshot: readonly Operation[], limits: { [name: string]: number } = {}): FakeSocket {
    const { socket } = this;
    socket.open();
    socket.welcome(limits);
    socket.snapshot(snapshot);
    socket.answer(0, null);
    return socket;
  }
}

/** One connection, seen from the server. */
export class FakeSocket {
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onerror: (() => void) | null = null;
  onclose: ((event: { code: number; reason: string }) => void) | null = null;
  binaryType = "blob";
  /** What the client sent. */
  readonly sent: (ClientMessage | Handlers | Response)[] = [];
  readonly sentSizes: number[] = [];
  /** The actions that the client sent. */
  readonly actions: (Omit<Action, "kind" | "instructions"> & { readonly operations: readonly ActionOperation[] })[] =
    [];
  /** What the client asked to be taken back. */
  readonly undos: Undo[] = [];
  /** What the client closed with. */
  closedWith: number | undefined;
  /** The types of what was ever there or created by the client, by its own ids and, where they were told, the real ones. */
  readonly #created = new Map<number, ObjectType | undefined>();
  #mirror = new Replica({ call: () => Promise.reject(new Error()), report: () => {} });

  constructor(readonly url: string) {}

  /** The calls that the client sent. */
  get calls(): Call[] {
    return this.sent.filter((message): message is Call => message.kind === "Call");
  }

  send(bytes: Uint8Array): void {
    this.sentSizes.push(bytes.length);
    const message = readClientMessage(bytes);
    if (message.kind === "Action") this.actions.push(this.#readAction(message));
    else if (message.kind === "Undo") this.undos.push(message);
    else this.sent.push(message);
  }

  close(code: number): void {
    this.closedWith ??= code;
  }

  open(): void {
    this.onopen?.();
  }

  welcome(limits: { [name: string]: number } = {}, rest: Partial<Welcome> = {}): void {
    const fields = { version: 1, epoch: "e1", session: "s1", resumeToken: null, resumed: false, user: "g", ...rest };
    this.deliver(writeServerMessage({ kind: "Welcome", ...fields, limits: new Map(Object.entries(limits)) }).toBytes());
  }

  snapshot(operations: readonly Operation[]): void {
    this.deliver(this.encode("Snapshot", operations));
  }

  frame(...operations: Operation[]): void {
    this.deliver(this.encode("Frame", operations));
  }

  answer(call: number, value: Value, rest: Partial<Answer> = {}): void {
    this.deliver(
      writeServerMessage({
        kind: "Answer",
        call,
        code: null,
        value,
        position: 0,
        details: new Map(),
        ...rest,
      }).toBytes(),
    );
  }

  /** @param ids the real ids of what the action has created, by what the client calls it. */
  ack(action: number, position: number, ids: Ack["ids"] = []): void {
    for (const [local, id] of ids) this.#created.set(id, this.#created.get(local));
    this.deliver(writeServerMessage({ kind: "Ack", action, position, ids }).toBytes());
  }

  reject(action: number, code: string, reason: string | null, details: ReadonlyMap<string, Value> = new Map()): void {
    this.deliver(writeServerMessage({ kind: "Reject", action, code, reason, details }).toBytes());
  }

  request(request: number, name: string, rest: Partial<Request> = {}): void {
    const fields = { arguments: [], position: 0, time: 30_000, ...rest };
    this.deliver(writeServerMessage({ kind: "Request", request, name, ...fields }).toBytes());
  }

  ping(): void {
    this.deliver(writeServerMessage({ kind: "Ping" }).toBytes());
  }

  bye(code: number, name: string, rest: Partial<Bye> = {}): void {
    const bye = { kind: "Bye", code, name, resumable: false, retryAfter: null, details: new Map(), ...rest } as const;
    this.deliver(writeServerMessage(bye).toBytes());
  }

  /** A message in parts of this size. */
  parts(bytes: Uint8Array, size: number): void {
    for (let at = 0; at < bytes.length; at += size) {
      const slice = bytes.subarray(at, at + size);
      this.deliver(writeServerMessage({ kind: "Part", last: at + size >= bytes.length, slice }).toBytes());
    }
  }

  deliver(bytes: Uint8Array): void {
    this.onmessage?.({ data: Uint8Array.from(bytes).buffer });
  }

  text(data: string): void {
    this.onmessage?.({ data });
  }

  /** Something goes wrong. */
  fail(): void {
    this.onerror?.();
  }

  /** The connection is gone. */
  drop(code = 1006, reason = ""): void {
    this.onclose?.({ code, reason });
  }

  /** Reads an action against what this server has told, and what the client has created. */
  #readAction(message: Action): FakeSocket["actions"][number] {
    const { action, snapshot, base } = message;
    const type = (number: number) => this.#mirror.types.get(number);
    const kindOf = (object: number, attribute: number) =>
      this.#mirror.objects.get(object)?.kindOf(attribute) ?? this.#created.get(object)?.kinds[attribute];
    const operations = readAction(message, { type, kindOf } as never);
    for (const operation of operations)
      if (operation.op === "new") this.#created.set(operation.id, type(operation.type));
    return { action, snapshot, base, operations };
  }

  encode(kind: "Snapshot" | "Frame", operations: readonly Operation[]): Uint8Array {
    const writer = writeServerMessage({ kind });
    const apply = kind === "Frame" ? this.#mirror.applyFrame : this.#mirror.applySnapshot;
    apply.call(this.#mirror, (scope) => new InstructionWriter(writer, scope).writing(operations));
    for (const operation of operations)
      if (operation.op === "create") this.#created.set(operation.id, this.#mirror.types.get(operation.type));
    return writer.toBytes();
  }
}
