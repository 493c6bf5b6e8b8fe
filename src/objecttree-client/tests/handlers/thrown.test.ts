import { expect, test, vi } from "vitest";
import { ObjectTreeError } from "../../src/connection/object-tree-error.js";
import { handlers } from "../../src/handlers/index.js";
import { connectTo, wire } from "../support/connecting.js";
import { noteSnapshot } from "../support/some.js";

const mute = {
  toString(): string {
    throw new Error("not even that");
  },
};

const silent = new (class extends Error {
  override get message(): string {
    throw new Error("not even that");
  }
})();

test.each<[string, unknown, unknown]>([
  ["nothing", undefined, { code: "INTERNAL", value: "undefined" }],
  ["what has no prototype", Object.create(null), { code: "INTERNAL", value: "no words" }],
  ["what cannot be told", mute, { code: "INTERNAL", value: "no words" }],
  ["an error without a message", silent, { code: "INTERNAL", value: "no words" }],
  ["a code that is a number", new ObjectTreeError(7 as never, "seven"), { code: "7", value: "seven" }],
  ["a code that cannot be told", new ObjectTreeError(mute as never, "x"), { code: "no words", value: "x" }],
])("Request_WhoseHandlerThrows_IsAnswered (%s)", async (_, thrown, answer) => {
  const tree = connectTo({ handlers });
  tree.handle("confirm", () => {
    throw thrown;
  });
  const socket = wire.server.accept(noteSnapshot());
  for (let request = 1; request <= 300; request++) {
    socket.request(request, "confirm");
    await vi.advanceTimersByTimeAsync(0);
  }
  const responses = socket.sent.filter(({ kind }) => kind === "Response");
  expect(responses).toHaveLength(300);
  expect(responses.at(-1)).toMatchObject({ request: 300, ...(answer as object) });
  expect(wire.errors).toHaveLength(thrown instanceof ObjectTreeError ? 0 : 300);
});
