import type { Operation } from "../../src/instructions/operation.js";
import { Replica } from "../../src/replica/replica.js";
import type { TreeObject } from "../../src/replica/tree-object.js";

/** A replica that is fed operations, with what its listeners threw. */
export class FedReplica {
  readonly errors: unknown[] = [];
  readonly replica = new Replica({
    call: () => Promise.reject(new Error("not connected")),
    report: (error) => void this.errors.push(error),
  });

  constructor(...snapshot: Operation[]) {
    this.snapshot(...snapshot);
  }

  snapshot(...operations: Operation[]): void {
    this.replica.applySnapshot(() => sourceOf(operations));
  }

  frame(...operations: Operation[]): void {
    this.replica.applyFrame(() => sourceOf(operations));
  }

  get(id: number): TreeObject {
    const object = this.replica.objects.get(id);
    if (object === undefined) throw new Error(`there is no object ${id}`);
    return object;
  }
}

function sourceOf(operations: readonly Operation[]) {
  const left = operations.values();
  return { next: () => left.next().value };
}
