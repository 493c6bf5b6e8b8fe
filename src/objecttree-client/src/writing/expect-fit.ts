import type { TopicOperation } from "../kinds/attribute-operation.js";
import type { Kind } from "../kinds/kind.js";
import { Notifications } from "../listening/notifications.js";
import type { Value } from "../values/value.js";

/** The operands that topics trust a reader to have checked. */
const places = /^(position|deleted|index|count|from|to)$/;

/**
 * Refuses what cannot be applied to what is shown.
 * @returns what the attribute holds then, or what an event tells
 * @throws RangeError
 */
export function expectFit(kind: Kind, state: Value, operation: TopicOperation): Value {
  const topic = kind.createTopic(state);
  try {
    for (const [name, operand] of Object.entries(operation)) {
      if (places.test(name) && !(Number.isSafeInteger(operand) && operand >= 0)) throw new RangeError();
    }
    topic.apply(operation as never);
    topic.commitStaged(new Notifications());
    return operation.op === "event.emit" ? operation.value : topic.toValue();
  } catch {
    throw new RangeError(`${operation.op} does not fit what is there`);
  }
}
