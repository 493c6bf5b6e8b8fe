import type { TopicOperation } from "../kinds/attribute-operation.js";
import { type AttributeLayers, applyAll, rebaseAll } from "../writing/attribute-layers.js";
import type { PendingChange } from "../writing/pending-action.js";

/** Moves a change of an attribute below others that were made before it, as if it had been made first. */
export function sink(layers: AttributeLayers, from: number, to: number): void {
  const { changes } = layers;
  const topic = layers.kind.createTopic(layers.state);
  for (const { operations } of changes.slice(0, to)) applyAll(topic, operations);
  const above = changes.slice(to, from);
  const inverses: TopicOperation[] = [];
  for (const { operations } of above) inverses.unshift(...applyAll(topic, operations));
  const [change] = changes.splice(from, 1) as [PendingChange];
  [change.operations] = rebaseAll(change.operations, inverses);
  changes.splice(to, 0, change);
  let others = change.operations;
  for (const one of above) [one.operations, others] = rebaseAll(one.operations, others);
}
