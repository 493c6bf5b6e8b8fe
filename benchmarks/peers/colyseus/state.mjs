import { Encoder, MapSchema, schema, t } from "@colyseus/schema";

// The state of each workload; the same contents as in peers/Shared/Sample.cs.

Encoder.BUFFER_SIZE = 2 * 1024 * 1024;

const Counter = schema({ number: t.uint32() });
const Point = schema({ x: t.float32(), y: t.float32() });
const Points = schema({ points: t.map(Point) });
const Record = schema({ first: t.string(), last: t.string(), count: t.number(), entries: t.map("number") });
const Records = schema({ records: t.map(Record) });
const Cell = schema({ number: t.uint32() });
const Cells = schema({ cells: t.map(Cell) });

const fill = (count, make) => new MapSchema(Object.fromEntries(Array.from({ length: count }, (_, i) => [String(i), make(i)])));

const text = (first, number) => first + String(number).padStart(11, "0");

const record = (number) => {
  const made = new Record();
  made.first = text("a", number);
  made.last = text("b", number);
  made.count = number;
  made.entries = new MapSchema({ k1: number % 100, k2: (number + 1) % 100, k3: (number + 2) % 100 });
  return made;
};

const set = (object, values) => Object.assign(object, values);

const makers = {
  counter: () => set(new Counter(), { number: 0 }),
  points: () => set(new Points(), { points: fill(1_000, () => set(new Point(), { x: 0, y: 0 })) }),
  records: () => set(new Records(), { records: fill(10_000, record) }),
  cells: () => set(new Cells(), { cells: fill(1_000, () => set(new Cell(), { number: 0 })) }),
};

export const makeState = (workload) => makers[workload]();
