import type { Reader } from "../codec/reader.js";
import type { Value } from "../values/value.js";

/** The kinds of messages by their number on the wire. */
export enum MessageKind {
  part = 0,
  hello = 1,
  welcome = 2,
  snapshot = 3,
  frame = 4,
  call = 5,
  answer = 6,
  action = 7,
  ack = 8,
  reject = 9,
  ping = 12,
  pong = 13,
  bye = 14,
  undo = 15,
  handlers = 16,
  request = 17,
  response = 18,
}

export interface Part {
  readonly kind: "Part";
  readonly last: boolean;
  readonly slice: Uint8Array;
}

export interface Hello {
  readonly kind: "Hello";
  /** The protocol versions that the client speaks, best first. */
  readonly versions: readonly number[];
  readonly tree: string;
  readonly token: string | null;
  /** Where to go on; not used by this release. */
  readonly resume: readonly [session: string, resumeToken: string, epoch: string, position: number] | null;
  readonly software: string;
}

export interface Welcome {
  readonly kind: "Welcome";
  readonly version: number;
  readonly epoch: string;
  readonly session: string;
  readonly resumeToken: string | null;
  readonly resumed: boolean;
  readonly user: string;
  readonly limits: ReadonlyMap<string, Value>;
}

/** The whole state, or a change of it. Its instructions are still to be read, against what the replica knows. */
export interface Instructions {
  readonly kind: "Snapshot" | "Frame";
  readonly instructions: Reader;
}

export interface Call {
  readonly kind: "Call";
  readonly call: number;
  readonly object: number;
  readonly method: string;
  readonly arguments: readonly Value[];
}

export interface Answer {
  readonly kind: "Answer";
  readonly call: number;
  /** `null` is success. */
  readonly code: string | null;
  readonly value: Value;
  /** How many frames must be applied before the call is settled. */
  readonly position: number;
  readonly details: ReadonlyMap<string, Value>;
}

/** What a client proposes. Its instructions are still to be read, against what the tree has. */
export interface Action {
  readonly kind: "Action";
  readonly action: number;
  /** How many snapshots the client had. */
  readonly snapshot: number;
  /** How many frames it had applied since the last of them. */
  readonly base: number;
  readonly instructions: Reader;
}

/** An action that takes back what an earlier one did, or an undo. */
export interface Undo {
  readonly kind: "Undo";
  readonly action: number;
  /** Whose history it is taken from. */
  readonly object: number;
  readonly redo: boolean;
}

/** What an action proposed is made. */
export interface Ack {
  readonly kind: "Ack";
  readonly action: number;
  /** How many frames must be applied before the action is settled. */
  readonly position: number;
  /** The real ids of the objects that it created. */
  readonly ids: readonly (readonly [local: number, id: number])[];
}

/** What an action proposed is refused. */
export interface Reject {
  readonly kind: "Reject";
  readonly action: number;
  readonly code: string;
  readonly reason: string | null;
  readonly details: ReadonlyMap<string, Value>;
}

/** All that the client handles from now on. */
export interface Handlers {
  readonly kind: "Handlers";
  readonly names: readonly string[];
}

/** The server calls the client. */
export interface Request {
  readonly kind: "Request";
  readonly request: number;
  readonly name: string;
  /** One or none. */
  readonly arguments: readonly Value[];
  /** How many frames must be applied before the handler runs. */
  readonly position: number;
  /** Milliseconds that the server waits. */
  readonly time: number;
}

/** What that gave. */
export interface Response {
  readonly kind: "Response";
  readonly request: number;
  /** `null` is success. */
  readonly code: string | null;
  readonly value: Value;
}

export interface Ping {
  readonly kind: "Ping";
}

export interface Pong {
  readonly kind: "Pong";
}

export interface Bye {
  readonly kind: "Bye";
  readonly code: number;
  readonly name: string;
  readonly resumable: boolean;
  /** Milliseconds. */
  readonly retryAfter: number | null;
  readonly details: ReadonlyMap<string, Value>;
}

export type ServerMessage = Part | Welcome | Instructions | Answer | Ping | Bye;
export type ClientMessage = Part | Hello | Call | Pong | Bye;
