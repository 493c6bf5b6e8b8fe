import type { Value } from "../values/value.js";

/** All that a replica knows of what surrounds it. */
export interface ReplicaHost {
  /** Calls a method of the server's object. */
  call(object: number, method: string, args: readonly unknown[]): Promise<Value>;
  /** Takes what a listener threw. */
  report(error: unknown): void;
}
