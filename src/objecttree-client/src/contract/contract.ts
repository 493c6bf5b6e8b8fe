import type { Contracted } from "../connection/contracted.js";
import { ObjectTreeError } from "../connection/object-tree-error.js";
import type { TypeDeclaration } from "../instructions/type-declaration.js";
import type { Replica } from "../replica/replica.js";
import { TreeObject } from "../replica/tree-object.js";

/** What a contract says of one frontend type: kinds by the names of attributes, and the names of methods. */
export interface ContractedType {
  readonly attributes: { readonly [name: string]: string };
  readonly calls: readonly string[];
}

/**
 * Makes a contract of what `objecttree-contract` wrote, and lets objects have its attributes as properties. What the server announces otherwise is
 * told by `onError` once for each type of the server's: an `ObjectTreeError` `CONTRACT`. The page goes on; what is not there throws when it is used.
 */
export function contractOf<Types>(table: { readonly [Type in keyof Types]: ContractedType }): Contracted<Types> {
  const known = new Map(Object.entries<ContractedType>(table));
  for (const { attributes } of known.values()) for (const name of Object.keys(attributes)) addProperty(name);
  return {
    create(replica: Replica) {
      const seen = new WeakSet<object>();
      replica.events.frame.add(() => {
        for (const { declaration } of replica.types.values()) {
          const expected = known.get(declaration.frontend);
          if (expected === undefined || seen.has(declaration)) continue;
          seen.add(declaration);
          const drift = driftOf(expected, declaration);
          if (drift.length > 0) replica.host.report(driftError(declaration, drift));
        }
      });
    },
    is(object, type): object is never {
      return object instanceof TreeObject && object.type === type;
    },
  };
}

function driftOf({ attributes, calls }: ContractedType, declaration: TypeDeclaration): string[] {
  const announced = new Map(
    declaration.attributes.map(({ name, kind, flags }) => [name, flags & 1 ? `writable ${kind}` : kind]),
  );
  return [
    ...Object.entries(attributes)
      .filter(([name, kind]) => announced.get(name) !== kind)
      .map(([name, kind]) => `"${name}" is ${announced.get(name) ?? "not there"}, not ${kind}`),
    ...calls.filter((name) => !declaration.methods.includes(name)).map((name) => `"${name}" cannot be called`),
  ];
}

function driftError({ frontend, type }: TypeDeclaration, drift: readonly string[]): ObjectTreeError {
  const name = frontend === type ? frontend : `${frontend} (${type})`;
  return new ObjectTreeError(
    "CONTRACT",
    `the server has changed since the contract was written: ${name}: ${drift.join("; ")}`,
  );
}

/**
 * Lets `object.text` be the topic of the attribute `text`, of all objects that have it. What a module that comes later gives
 * objects goes before.
 */
function addProperty(name: string): void {
  if (name in TreeObject.prototype || name === "id" || name === "key" || name === "children") return;
  Object.defineProperty(TreeObject.prototype, name, {
    configurable: true,
    set(this: TreeObject, value: unknown) {
      Object.defineProperty(this, name, { configurable: true, writable: true, value });
    },
    get(this: TreeObject) {
      const found = this.declarations.find(([, declaration]) => declaration.name === name);
      return found && this.topics[found[0]];
    },
  });
}
