import { Topic } from "../kinds/topic.js";
import type { Unsubscribe } from "../listening/scope.js";
import type { Value } from "../values/value.js";

/** Something whose value can be followed: any topic. */
export interface Observable<State> {
  readonly value: State;
  subscribe(listener: (now: State, before: State | undefined) => void): Unsubscribe;
}

/** What an element is bound to: a topic, which it then follows, or plain data. */
export type Source<State> = State | Observable<State>;

/** Names and what they stand for: of a dict topic, or written down. */
export type Entries = ReadonlyMap<string, Value> | { readonly [name: string]: Value };

/** Calls `use` with the source's value, now and whenever it changes. */
export function follow<State>(source: Source<State>, use: (value: State) => void): void {
  if (source instanceof Topic) source.subscribe(use);
  else use(source as State);
}

/** Calls `set` and `remove` for the entries that differ from what was there, now and whenever they change. */
export function followEntries(
  source: Source<Entries>,
  set: (name: string, value: Value) => void,
  remove: (name: string) => void,
): void {
  let applied: ReadonlyMap<string, Value> = new Map();
  follow(source, (value) => {
    const entries: ReadonlyMap<string, Value> = value instanceof Map ? value : new Map(Object.entries(value));
    for (const name of applied.keys()) if (!entries.has(name)) remove(name);
    for (const [name, item] of entries) if (applied.get(name) !== item) set(name, item);
    applied = entries;
  });
}
