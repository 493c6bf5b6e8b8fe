import { createInterface } from "node:readline";

// The conversation with the driver, as in peers/Shared/Control.cs: a command per line, an answer per line.

const microseconds = () => Number(process.hrtime.bigint() / 1_000n);
const mark = () => microseconds() % 2 ** 31;
const markAsPlace = () => (microseconds() % 2 ** 24) / 16;

const answer = (text) => process.stdout.write(`> ${text}\n`);

const nextMoves = () => {
  const points = new Set([0]);
  while (points.size < 100) points.add(Math.floor(Math.random() * 1_000));
  const place = () => Math.floor(Math.random() * 16 * 1_024) / 16;
  return [...points].sort((a, b) => a - b).map((point) => ({ point, x: point === 0 ? markAsPlace() : place(), y: place() }));
};

/** Tells that the server listens, then does what it is told until standard input ends. */
export const run = ({ write, tick, port, tlsPort }) => {
  let [written, progress, ahead, halting, timer] = [0, 0, 0, false, undefined];

  // One update in a turn of the event loop: a patch is encoded where the last one was, and sockets with TLS take their bytes at the end of the turn.
  const saturate = () => {
    if (halting) return;
    if (written - progress < ahead) write(++written);
    setImmediate(saturate);
  };
  const every = (perSecond, action) => {
    timer = setInterval(() => {
      action();
      written++;
    }, 1_000 / perSecond);
  };
  const start = (action) => {
    halting = false;
    action();
  };
  const halt = () => {
    halting = true;
    clearInterval(timer);
    answer(`halted ${written}`);
  };

  createInterface({ input: process.stdin })
    .on("line", (line) => {
      const [command, number] = line.split(" ");
      if (command === "saturate") {
        [ahead, progress] = [Number(number), written];
        start(saturate);
      } else if (command === "progress") progress = Number(number);
      else if (command === "pace") start(() => every(Number(number), () => write(mark())));
      else if (command === "tick") start(() => every(Number(number), () => tick(nextMoves())));
      else if (command === "halt") halt();
      else if (command === "touch") {
        write(mark());
        answer("touched");
      } else if (command === "collect") {
        globalThis.gc();
        answer("collected");
      } else throw new Error(`'${line}' is no command.`);
    })
    .on("close", () => process.exit());
  answer(`ready ${port} 0 ${tlsPort}`);
};
