import { ObjectTreeError } from "../connection/object-tree-error.js";
import type { AttributeDeclaration } from "../instructions/type-declaration.js";
import type { TreeObject } from "../replica/tree-object.js";

const clientWritable = 1;

/**
 * Refuses what the server does not open to clients.
 * @returns what is declared of the attribute
 * @throws ObjectTreeError `FORBIDDEN`
 */
export function expectOpen(object: TreeObject, attribute: number): AttributeDeclaration {
  const declared = object.declarations.find(([number]) => number === attribute);
  if (declared !== undefined && (declared[1].flags & clientWritable) !== 0) return declared[1];
  const name = declared?.[1].name ?? "tags";
  throw new ObjectTreeError("FORBIDDEN", `"${name}" of ${object.type} ${object.id} is closed to clients`);
}
