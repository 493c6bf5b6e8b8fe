import type { TopicOperation } from "../kinds/attribute-operation.js";
import { type ListStep, lengthOf } from "../kinds/list/list-operation.js";
import { ListTopic } from "../kinds/list/list-topic.js";
import { Notifications } from "../listening/notifications.js";
import type { Value } from "../values/value.js";
import { edits } from "./difference.js";
import { hasPlaces } from "./transform/rebase.js";

/**
 * What takes an operation with places back, once it is applied to `before`. None for those without. What was set as
 * a whole is taken back in edits: whoever edited it since keeps that.
 */
export function inverseOf(operation: TopicOperation, before: Value): TopicOperation[] {
  switch (operation.op) {
    case "string.set":
      return edits("string", operation.value, before);
    case "string.splice": {
      const { position, deleted, inserted } = operation;
      const old = (before as string).slice(position, position + deleted);
      return [{ op: "string.splice", position, deleted: inserted.length, inserted: old }];
    }
    case "list.set":
      return edits("list", operation.value, before);
    case "list.patch":
      return [{ op: "list.patch", steps: inverseSteps(operation.steps, before as readonly Value[]) }];
    default:
      return hasPlaces(operation) ? [inverseStep(operation as ListStep, before as readonly Value[])] : [];
  }
}

function inverseSteps(steps: readonly ListStep[], before: readonly Value[]): ListStep[] {
  const list = new ListTopic(before);
  const inverses: ListStep[] = [];
  for (const step of steps) {
    inverses.unshift(inverseStep(step, list.value));
    list.apply(step);
    list.commitStaged(new Notifications());
  }
  return inverses;
}

function inverseStep(step: ListStep, before: readonly Value[]): ListStep {
  switch (step.op) {
    case "list.insert":
    case "list.insertRange":
      return { op: "list.removeRange", index: step.index, count: lengthOf(step) };
    case "list.removeRange":
      return { op: "list.insertRange", index: step.index, values: before.slice(step.index, step.index + step.count) };
    case "list.replace":
      return { op: "list.replace", index: step.index, value: before[step.index] as Value };
    case "list.move":
      return { op: "list.move", from: step.to, to: step.from };
  }
}
