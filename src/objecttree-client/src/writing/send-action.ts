import type { Writer } from "../codec/writer.js";
import { type AcceptedLimits, brokenLimit } from "../connection/server-limits.js";
import type { AttributeWriter } from "../instructions/attribute-writer.js";
import type { AttributeOperation } from "../kinds/attribute-operation.js";
import { writeAction, writeUndo } from "../messages/write-action.js";
import type { Outgoing } from "./action-queue.js";

/** Sends an action unless that is only asked about, or says which limit of the server's it would break. */
export function sendAction(
  outgoing: Outgoing,
  send: (bytes: Uint8Array<ArrayBuffer>) => void,
  limits: AcceptedLimits,
  Instructions: new (writer: Writer) => AttributeWriter,
): string | undefined {
  const { action, undo } = outgoing;
  const writer = undo === undefined ? writeAction(outgoing) : writeUndo({ ...outgoing, ...undo });
  const instructions = new Instructions(writer);
  for (const operation of outgoing.operations as readonly AttributeOperation[]) instructions.writeAttribute(operation);
  const bytes = writer.toBytes();
  const broken = brokenLimit(writer, bytes, limits);
  if (broken === undefined && action > 0) send(bytes);
  return broken;
}
