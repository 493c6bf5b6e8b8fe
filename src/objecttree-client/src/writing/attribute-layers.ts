import type { AttributeOperation, TopicOperation } from "../kinds/attribute-operation.js";
import type { AnyTopic, Kind } from "../kinds/kind.js";
import { Notifications } from "../listening/notifications.js";
import type { Value } from "../values/value.js";
import { edits } from "./difference.js";
import { inverseOf } from "./inverse.js";
import type { PendingAction, PendingChange } from "./pending-action.js";
import { areSame } from "./same-operation.js";
import { hasPlaces, rebase } from "./transform/rebase.js";

/** What an attribute holds on the server, and what the page's own changes make of it, while there are any. */
export class AttributeLayers {
  readonly kind: Kind;
  #confirmed!: AnyTopic;
  #frame!: TopicOperation[];
  /** What was confirmed before the frame. */
  #before!: Value;
  /** What the page has changed and is not settled, in order. */
  changes: PendingChange[] = [];

  constructor(kind: Kind, state: Value) {
    this.kind = kind;
    this.begin(state);
  }

  /**
   * The server tells what the attribute holds.
   * @param before what it held, of which the frame made that; the same when that was a guess.
   */
  begin(state: Value, before = state): void {
    this.#confirmed = this.kind.createTopic(state);
    this.#before = before;
    this.#frame = edits(this.kind.name, before, state);
  }

  /** What the server says. */
  get state(): Value {
    return this.#before;
  }

  /** The frame does this. Throws a `ProtocolError` when it does not fit. */
  confirm({ object: _, attribute: __, ...operation }: AttributeOperation): void {
    this.#confirmed.apply(operation as never);
    this.#frame.push(operation);
  }

  /** What follows in an action leaves nothing of what it has changed so far. */
  forget(action: PendingAction): void {
    this.changes = this.changes.filter((change) => change.action !== action);
    action.changes = [];
  }

  /** The frame is dropped. */
  drop(): void {
    this.#confirmed.rollback();
    this.#frame.length = 0;
  }

  /**
   * Brings what is pending past the frame, and gives what is to be shown.
   * @param settled the actions that are settled, so that the frame has their effect if there is one.
   */
  rebase(settled: readonly PendingAction[]): Value {
    const was = this.kind.createTopic(this.#before);
    this.#confirmed.commitStaged(new Notifications());
    this.#before = this.#confirmed.toValue();
    const shown = this.kind.createTopic(this.#before);
    let others: readonly TopicOperation[] = this.#frame.splice(0);
    for (let index = 0; index < this.changes.length; ) {
      const change = this.changes[index] as PendingChange;
      if (settled.includes(change.action)) {
        const last = this.changes.findIndex((other, at) => at > index && other.action !== change.action);
        const gone = this.changes.slice(index, last < 0 ? undefined : last);
        others = this.#without(gone, others, was, shown);
        index += gone.length;
        continue;
      }
      applyAll(was, change.operations);
      [change.operations, others] = rebaseAll(change.operations, others);
      applyAll(shown, change.operations);
      index++;
    }
    this.changes = this.changes.filter((change) => !settled.includes(change.action));
    return shown.toValue();
  }

  /**
   * What those behind changes that go are to be brought past: what takes these back, then all else. Of what the frame made
   * of them, if that is the same, nothing is left; if that is something else, the difference is.
   */
  #without(
    gone: readonly PendingChange[],
    others: readonly TopicOperation[],
    was: AnyTopic,
    shown: AnyTopic,
  ): readonly TopicOperation[] {
    const operations = gone.flatMap((change) => change.operations);
    const inverses = applyAll(was, operations);
    const [first] = operations;
    if (first === undefined || !hasPlaces(first)) return others;
    if (gone[0]?.action.isRefused || others.length === 0) return [...inverses, ...others];
    for (let start = 0; start < others.length; start++) {
      const [made, before] = rebaseAll(operations, others.slice(0, start));
      const end = start + made.length;
      if (areSame(made, others.slice(start, end))) return [...before, ...others.slice(end)];
    }
    return edits(this.kind.name, was.toValue(), shown.toValue());
  }
}

/** Brings operations past others of the same attribute; gives both as they are then. */
export function rebaseAll(
  operations: readonly TopicOperation[],
  others: readonly TopicOperation[],
): [rebased: TopicOperation[], others: readonly TopicOperation[]] {
  let rest = others;
  const rebased = operations.flatMap((operation) => {
    const [become, left] = rebase(operation, rest);
    rest = left;
    return become;
  });
  return [rebased, rest];
}

/** Gives what takes them back, the last first. What does not fit does nothing: the server says what comes of it. */
export function applyAll(topic: AnyTopic, operations: readonly TopicOperation[]): TopicOperation[] {
  const inverses: TopicOperation[] = [];
  for (const operation of operations) {
    const before = topic.toValue();
    try {
      topic.apply(operation as never);
      topic.commitStaged(new Notifications());
      inverses.unshift(...inverseOf(operation, before));
    } catch {
      topic.rollback();
    }
  }
  return inverses;
}
