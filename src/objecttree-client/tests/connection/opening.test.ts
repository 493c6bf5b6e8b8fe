import { expect, test, vi } from "vitest";
import { connectTo, wire } from "../support/connecting.js";
import { noteSnapshot } from "../support/some.js";

/** What platforms say of an address that they cannot open. */
const refusing = class {
  constructor(url: string) {
    throw new SyntaxError(`${url} is no address`);
  }
} as unknown as new (
  url: string,
) => WebSocket;

test("WebSocket_ThatCannotBeMade_IsReportedAndTriedAgain", async () => {
  const made = vi.fn();
  class Failing {
    constructor(url: string) {
      made();
      if (made.mock.calls.length === 1) throw new SyntaxError("no address");
      // biome-ignore lint/correctness/noConstructorReturn: stands for a platform class of which only this part is used
      return new wire.server.WebSocket(url) as never;
    }
  }
  const tree = connectTo({ WebSocket: Failing as unknown as new (url: string) => WebSocket });
  expect(tree.state).toBe("reconnecting");
  expect(wire.errors).toMatchObject([{ message: "no address" }]);
  await vi.advanceTimersByTimeAsync(1_000);
  wire.server.accept(noteSnapshot());
  expect([tree.state, wire.errors.length]).toEqual(["ready", 1]);
});

test("WebSocket_ThatCannotBeMade_WithoutReconnecting_StopsTheTree", async () => {
  const tree = connectTo({ WebSocket: refusing, reconnect: false });
  await expect(tree.ready).rejects.toMatchObject({ code: "DISCONNECTED" });
  expect(tree.state).toBe("stopped");
  tree.retry();
  expect([tree.state, wire.errors.length]).toEqual(["stopped", 4]);
});

test("WebSocket_ThatCannotBeMade_OnceTheTokenIsThere_IsReported", async () => {
  const tree = connectTo({ WebSocket: refusing, token: () => "secret" });
  expect(tree.state).toBe("connecting");
  await vi.advanceTimersByTimeAsync(0);
  expect(tree.state).toBe("reconnecting");
  tree.close();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(wire.errors).toMatchObject([{ message: "ws://host/tree is no address" }]);
});

test("Token_ThatFails_MayBeAskedForAgainByWhoIsTold", async () => {
  let asked = 0;
  const tree = connectTo({
    token: () => {
      if (asked++ === 0) throw new Error("no token yet");
      return "secret";
    },
    onError: () => tree.retry(),
  });
  await vi.advanceTimersByTimeAsync(0);
  const { socket } = wire.server;
  wire.server.accept(noteSnapshot());
  await vi.advanceTimersByTimeAsync(5_000);
  expect([tree.state, asked, wire.server.socket === socket]).toEqual(["ready", 2, true]);
});
