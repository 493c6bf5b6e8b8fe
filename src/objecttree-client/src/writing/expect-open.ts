import { ObjectTreeError } from "../connection/object-tree-error.js";
import type { TreeObject } from "../replica/tree-object.js";

const clientWritable = 1;

/**
 * Refuses what the server does not open to clients.
 * @throws ObjectTreeError `FORBIDDEN`
 */
export function expectOpen(object: TreeObject, attribute: number): void {
  const declared = object.declarations.find(([number]) => number === attribute);
  if (declared !== undefined && (declared[1].flags & clientWritable) !== 0) return;
  const name = declared?.[1].name ?? "tags";
  throw new ObjectTreeError("FORBIDDEN", `"${name}" of ${object.type} ${object.id} is closed to clients`);
}
