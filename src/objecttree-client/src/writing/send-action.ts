import { type AcceptedLimits, brokenLimit } from "../connection/server-limits.js";
import { AttributeWriter } from "../instructions/attribute-writer.js";
import { writeAction, writeUndo } from "../messages/write-action.js";
import type { Outgoing } from "./action-queue.js";
import { plainOperation } from "./plain-values.js";

/** Sends an action, or says which limit of the server's it would break. */
export function sendAction(
  { operations, undo, ...head }: Outgoing,
  send: (bytes: Uint8Array<ArrayBuffer>) => void,
  limits: AcceptedLimits,
): string | undefined {
  const writer = undo === undefined ? writeAction(head) : writeUndo({ ...head, ...undo });
  const instructions = new AttributeWriter(writer);
  try {
    for (const { object, attribute, ...operation } of operations) {
      instructions.writeAttribute({ ...plainOperation(operation, limits.depth), object, attribute });
    }
  } catch (error) {
    if (error instanceof RangeError) return error.message;
    throw error;
  }
  const bytes = writer.toBytes();
  const broken = brokenLimit(writer, bytes, limits);
  if (broken === undefined) send(bytes);
  return broken;
}
