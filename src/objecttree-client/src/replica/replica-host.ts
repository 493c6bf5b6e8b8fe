import type { Listeners } from "../listening/listeners.js";
import type { Find } from "../values/reference.js";
import type { Value } from "../values/value.js";
import type { Layers } from "./layers.js";

/** What objects know of the replica that they are part of. */
export interface Surroundings {
  readonly host: ReplicaHost;
  /** Finds what is there now. */
  readonly at: Find;
  readonly events: { readonly frame: Listeners<[]> };
}

/** All that a replica knows of what surrounds it. */
export interface ReplicaHost {
  /** Calls a method of the server's object. */
  call(object: number, method: string, args: readonly unknown[]): Promise<Value>;
  /** Of a client that writes. */
  layers?: Layers;
  /** Takes what a listener threw. */
  report(error: unknown): void;
}
