// What a client does with the bytes of a frame: from the message of a socket to the applied state, told to who listens.
import { connect } from "../src/connection/connect.js";
import { FakeServer, type FakeSocket } from "../tests/support/fake-server.js";
import { cases, type SampleCase, snapshot } from "./sample-case.js";

/** One measured figure. */
export interface Result {
  readonly of: string;
  readonly case: string;
  readonly nanoseconds: number;
}

const packed = 100;
const rounds = 5;
const roundTime = 200;

/** Measures all cases, one after the other. */
export function measure(): Result[] {
  return cases.flatMap((sample) => [
    { of: "one a frame", case: sample.name, nanoseconds: time(sample, 1, false) },
    { of: "one a frame, listened to", case: sample.name, nanoseconds: time(sample, 1, true) },
    { of: "a hundred a frame", case: sample.name, nanoseconds: time(sample, packed, false) },
  ]);
}

/** The nanoseconds that one operation takes: the median of some rounds, after one to warm up. */
function time(sample: SampleCase, perFrame: number, isFollowed: boolean): number {
  const server = new FakeServer();
  const tree = connect("http://host/tree", { WebSocket: server.WebSocket });
  const socket = server.accept(snapshot);
  let told = 0;
  if (isFollowed) sample.follow(tree.objects.get(2) as never, () => told++);
  const messages = framesOf(socket, sample, perFrame);
  run(socket, messages);
  const times = Array.from({ length: rounds }, () => run(socket, messages) / perFrame).sort((a, b) => a - b);
  tree.close();
  if (isFollowed && told === 0) throw new Error(`nobody was told of ${sample.name}`);
  return times[(rounds - 1) / 2] as number;
}

function framesOf(socket: FakeSocket, { first, second }: SampleCase, perFrame: number): { data: ArrayBufferLike }[] {
  const frames =
    perFrame === 1
      ? [[first], [second]]
      : [Array.from({ length: perFrame }, (_, index) => (index % 2 ? second : first))];
  return frames.map((operations) => ({ data: Uint8Array.from(socket.encode("Frame", operations)).buffer }));
}

/** Delivers messages for some time; gives the nanoseconds that each took of the processors, the collector's included. */
function run(socket: FakeSocket, messages: readonly { data: ArrayBufferLike }[]): number {
  const begin = process.cpuUsage();
  let count = 0;
  let used = 0;
  while (used < roundTime) {
    for (let i = 0; i < 100; i++) for (const message of messages) socket.onmessage?.(message);
    count += 100 * messages.length;
    const [user, system] = Object.values(process.cpuUsage(begin)); // not by name: the build shortens "user"
    used = (user + system) / 1e3;
  }
  return (used * 1e6) / count;
}
