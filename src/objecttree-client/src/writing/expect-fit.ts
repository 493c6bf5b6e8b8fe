import type { TopicOperation } from "../kinds/attribute-operation.js";
import type { Kind } from "../kinds/kind.js";
import { Notifications } from "../listening/notifications.js";
import type { Value } from "../values/value.js";

/**
 * Refuses what cannot be applied to what is shown.
 * @returns what the attribute holds then, or what an event tells
 * @throws RangeError
 */
export function expectFit(kind: Kind, state: Value, operation: TopicOperation): Value {
  const topic = kind.createTopic(state);
  try {
    if (!placesOf(operation).every((place) => Number.isSafeInteger(place) && place >= 0)) throw new RangeError();
    topic.apply(operation as never);
    topic.commitStaged(new Notifications());
    return operation.op === "event.emit" ? operation.value : topic.toValue();
  } catch {
    throw new RangeError(`${operation.op} does not fit what is there`);
  }
}

/** What topics trust a reader to have checked. */
function placesOf(operation: TopicOperation): readonly number[] {
  switch (operation.op) {
    case "string.splice":
      return [operation.position, operation.deleted];
    case "list.insert":
    case "list.insertRange":
    case "list.replace":
      return [operation.index];
    case "list.removeRange":
      return [operation.index, operation.count];
    case "list.move":
      return [operation.from, operation.to];
    default:
      return [];
  }
}
