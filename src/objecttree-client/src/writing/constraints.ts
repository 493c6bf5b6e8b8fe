import { malformed } from "../codec/protocol-error.js";
import { ObjectTreeError } from "../connection/object-tree-error.js";
import { further } from "../instructions/read-declarations.js";
import type { AttributeDeclaration, Constraint } from "../instructions/type-declaration.js";
import { identity } from "../values/identity.js";
import type { Value } from "../values/value.js";

const constrained = 2;

/** What constraints ask, by their numbers on the wire; what others ask is left to the server. */
const required = 1;
const range = 2;
const length = 3;
const pattern = 4;
const unique = 5;

/** What is no white space to the server, which is not what `\s` knows. */
const notBlank = /[^\s\x85]|\ufeff/;

// A page that only reads passes them over.
further.read = (reader, declaration) => {
  if (declaration.constraints || !(declaration.flags & constrained)) return reader.ignore();
  declaration.constraints = reader.array(() => {
    const constraint = reader.value() as Constraint;
    const asks = constraint?.[0];
    if (!Array.isArray(constraint) || asks !== (asks & 0x7fff_ffff) || typeof constraint[1] !== "string") malformed();
    return constraint;
  });
};

/**
 * Refuses what the server would refuse.
 * @param before what the attribute holds: what is there already is not asked about.
 * @throws ObjectTreeError `VALIDATION`, with the server's words
 */
export function expectAllowed({ kind, constraints = [] }: AttributeDeclaration, before: Value, after: Value): void {
  const itemsOf = (state: Value) =>
    (kind === "dict" ? [...(state as ReadonlyMap<string, Value>).values()] : state) as readonly Value[];
  const isSingle = !/^(list|set|dict)$/.test(kind);
  const old = countsOf(isSingle ? [] : itemsOf(before));
  const items = isSingle ? [after] : itemsOf(after);
  for (const [asks, reason, least, most] of constraints) {
    const isBroken = (item: Value) => !allows(asks, item, least, most) && !old.has(identity(item));
    if (asks === unique ? hasMore(old, countsOf(items)) : items.some(isBroken))
      throw new ObjectTreeError("VALIDATION", reason);
  }
}

function allows(asks: number, item: Value, least?: Value, most?: Value): boolean {
  if (asks === required) return typeof item === "string" ? notBlank.test(item) : item !== null;
  if (typeof item === "number") return asks !== range || isWithin(item, least, most);
  if (typeof item !== "string") return true;
  if (asks === length) return isWithin(item.length, least, most);
  return asks !== pattern || item === "" || typeof least !== "string" || matches(item, least);
}

function isWithin(number: number, least?: Value, most?: Value): boolean {
  return typeof least !== "number" || typeof most !== "number" || (number >= least && number <= most);
}

function matches(text: string, expression: string): boolean {
  try {
    // By itself it has to be one, too: nothing in it ends the group.
    return new RegExp(expression) && new RegExp(`^(?:${expression})$`).test(text);
  } catch {
    return true;
  }
}

function countsOf(items: readonly Value[]): Map<unknown, number> {
  const counts = new Map<unknown, number>();
  for (const item of items) counts.set(identity(item), (counts.get(identity(item)) ?? 0) + 1);
  return counts;
}

/** Whether something is there twice that was not there as often. */
function hasMore(old: ReadonlyMap<unknown, number>, now: ReadonlyMap<unknown, number>): boolean {
  return [...now].some(([item, count]) => count > 1 && count > (old.get(item) ?? 0));
}
