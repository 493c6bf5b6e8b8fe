import { afterEach, beforeEach, vi } from "vitest";
import { connect } from "../../src/connection/connect.js";
import type { ObjectTreeError } from "../../src/connection/object-tree-error.js";
import type { Tree } from "../../src/connection/tree.js";
import type { TreeOptions } from "../../src/connection/tree-options.js";
import { FakeServer } from "./fake-server.js";

/** What tests of connections start with, each afresh. Time stands still unless they move it, and chance is one half. */
export const wire: { server: FakeServer; errors: unknown[] } = { server: new FakeServer(), errors: [] };

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, "random").mockReturnValue(0.5);
  wire.server = new FakeServer();
  wire.errors = [];
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

export function connectTo(options: TreeOptions = {}): Tree {
  return connect("http://host/tree", {
    WebSocket: wire.server.WebSocket,
    onError: (error) => void wire.errors.push(error),
    ...options,
  });
}

/** The code that a promise rejects with. */
export function codeOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => "no error",
    (error: ObjectTreeError) => error.code,
  );
}
