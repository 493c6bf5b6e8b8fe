import { describe, expect, test, vi } from "vitest";
import { connect } from "../../src/connection/connect.js";
import { Replica } from "../../src/replica/replica.js";
import { codeOf, connectTo, wire } from "../support/connecting.js";
import { noteSnapshot, setText } from "../support/some.js";

/** What a fresh tree is tried again after, in milliseconds, when each connection ends so. */
function delays(times: number, end: () => void): number[] {
  const found: number[] = [];
  for (let time = 0; time < times; time++) {
    const connections = wire.server.sockets.length;
    end();
    let waited = 0;
    while (wire.server.sockets.length === connections && waited < 100_000) {
      vi.advanceTimersByTime(250);
      waited += 250;
    }
    found.push(wire.server.sockets.length === connections ? Number.POSITIVE_INFINITY : waited);
  }
  return found;
}

describe("joining", () => {
  test("Connect_ReturnsAtOnce_AndIsReadyWithTheFirstSnapshot", async () => {
    const tree = connectTo({ tree: "main", token: "secret" });
    expect([tree.state, wire.server.socket.url]).toEqual(["connecting", "ws://host/tree"]);
    wire.server.socket.open();
    expect(wire.server.socket.sent).toEqual([
      expect.objectContaining({ kind: "Hello", versions: [1], tree: "main", token: "secret", resume: null }),
    ]);
    wire.server.socket.welcome();
    expect(tree.state).toBe("connecting");
    wire.server.socket.snapshot(noteSnapshot());
    wire.server.socket.answer(0, null);
    await tree.ready;
    expect([tree.state, tree.root.id, tree.objects.size]).toEqual(["ready", 1, 2]);
  });

  test("Connect_SnapshotOlderThanTheTree_IsReadyWithTheFrameThatTheServerNames", () => {
    const tree = connectTo();
    wire.server.socket.open();
    wire.server.socket.welcome();
    wire.server.socket.snapshot(noteSnapshot());
    wire.server.socket.answer(0, null, { position: 2 });
    wire.server.socket.frame(setText(2, "a"));
    expect(tree.state).toBe("connecting");
    wire.server.socket.frame(setText(2, "b"));
    expect(tree.state).toBe("ready");
  });

  test("Error_BeforeTheConnectionIsOpen_EndsTheTryOnce", () => {
    const tree = connectTo();
    wire.server.socket.fail();
    wire.server.socket.drop();
    expect([tree.state, tree.error?.code]).toEqual(["reconnecting", "DISCONNECTED"]);
    vi.advanceTimersByTime(1_000);
    expect(wire.server.sockets).toHaveLength(2);
  });

  test("Error_OfAnOpenConnection_IsLeftToItsClosing", () => {
    const tree = connectTo();
    const socket = wire.server.accept(noteSnapshot());
    socket.fail();
    expect(tree.state).toBe("ready");
    socket.drop();
    expect(tree.state).toBe("reconnecting");
  });

  test("Connect_Refused_RejectsReadyWithTheCodeAndStops", async () => {
    const tree = connectTo();
    wire.server.socket.open();
    wire.server.socket.bye(4404, "NO_SUCH_TREE");
    expect(await codeOf(tree.ready)).toBe("NO_SUCH_TREE");
    expect([tree.state, tree.error?.code]).toEqual(["stopped", "NO_SUCH_TREE"]);
    expect(wire.errors).toEqual([expect.objectContaining({ code: "NO_SUCH_TREE" })]);
    vi.advanceTimersByTime(600_000);
    expect(wire.server.sockets).toHaveLength(1);

    tree.retry();
    wire.server.accept(noteSnapshot());
    await tree.ready;
    expect(tree.state).toBe("ready");
  });

  test.each(["/tree", "ftp://host/tree", ""])("Connect_To%s_ThrowsWhereThereIsNoPage", (url) => {
    expect(() => connect(url)).toThrow(TypeError);
  });

  test("Snapshot_InParts_IsAppliedWhenTheLastIsThere", () => {
    const tree = connectTo();
    wire.server.socket.open();
    wire.server.socket.welcome();
    wire.server.socket.parts(wire.server.socket.encode("Snapshot", noteSnapshot()), 7);
    expect(tree.objects.size).toBe(2);
  });

  test("Message_OverTheClientsBound_StopsWithTooBig", () => {
    const tree = connectTo({ maxMessageBytes: 100 });
    wire.server.socket.open();
    wire.server.socket.welcome();
    const snapshot = wire.server.socket.encode("Snapshot", noteSnapshot("x".repeat(200)));
    wire.server.socket.parts(snapshot, 20);
    expect([tree.state, tree.error?.code]).toEqual(["stopped", "TOO_BIG"]);
    expect(wire.server.socket.sent.at(-1)).toMatchObject({ kind: "Bye", code: 1009, name: "TOO_BIG" });
  });

  test("Hello_WithALargeToken_TravelsInParts", () => {
    connectTo({ token: "t".repeat(10_000) });
    wire.server.socket.open();
    expect(wire.server.socket.sent.map(({ kind }) => kind)).toEqual(["Part", "Part", "Part"]);
    expect(Math.max(...wire.server.socket.sentSizes)).toBeLessThanOrEqual(4_096);
  });
});

describe("staying", () => {
  test("Ping_IsAnsweredWithPong", () => {
    connectTo();
    const socket = wire.server.accept(noteSnapshot());
    socket.ping();
    expect(socket.sent.at(-1)).toEqual({ kind: "Pong" });
  });

  test("Silence_LongerThanTheLimit_ConnectsAgain", () => {
    const tree = connectTo();
    const socket = wire.server.accept(noteSnapshot(), { silence: 10_000 });
    vi.advanceTimersByTime(9_000);
    socket.ping();
    vi.advanceTimersByTime(9_000);
    expect(tree.state).toBe("ready");
    vi.advanceTimersByTime(1_001);
    expect([tree.state, socket.closedWith]).toEqual(["reconnecting", 1000]);
    vi.advanceTimersByTime(1_000);
    expect(wire.server.sockets).toHaveLength(2);
  });

  test("Frame_ThatIsMalformed_ClosesKeepsTheStateAndJoinsAfreshThreeTimes", () => {
    const tree = connectTo();
    const socket = wire.server.accept(noteSnapshot("kept"));
    socket.deliver(Uint8Array.of(4, 0xff, 99));
    expect([tree.state, socket.closedWith]).toEqual(["reconnecting", 4400]);
    expect(socket.sent.at(-1)).toMatchObject({ kind: "Bye", code: 4400, name: "MALFORMED" });
    expect(tree.objects.get(2)?.string("text").value).toBe("kept");

    const found = delays(3, () => {
      if (wire.server.sockets.length > 1) wire.server.accept(noteSnapshot()).deliver(Uint8Array.of(0xc1));
    });
    expect(found).toEqual([500, 1_000, 2_000]);
    wire.server.accept(noteSnapshot()).deliver(Uint8Array.of(0xc1));
    expect([tree.state, tree.error?.code]).toEqual(["stopped", "MALFORMED"]);
  });

  test.each([
    ["a Frame before the Snapshot", () => wire.server.socket.deliver(Uint8Array.of(4))],
    ["a second Welcome", () => wire.server.socket.welcome()],
    ["an Answer before the Snapshot", () => wire.server.socket.answer(1, null)],
  ])("Message_OutOfTurn_%s_IsMalformed", (_what, send) => {
    const tree = connectTo();
    wire.server.socket.open();
    wire.server.socket.welcome();
    send();
    expect(tree.error?.code).toBe("MALFORMED");
  });

  test("Frame_ThatCannotBeAppliedForAnotherReason_JoinsAfreshToo", () => {
    const tree = connectTo();
    const socket = wire.server.accept(noteSnapshot());
    vi.spyOn(Replica.prototype, "applyFrame").mockImplementationOnce(() => {
      throw new RangeError("too much");
    });
    expect(() => socket.deliver(Uint8Array.of(4))).toThrow(RangeError);
    expect([tree.state, socket.closedWith]).toEqual(["reconnecting", 4400]);
  });

  test("TextMessage_StopsWithUnsupportedData", () => {
    const tree = connectTo();
    wire.server.accept(noteSnapshot()).text("hello");
    expect([tree.state, tree.error?.code]).toEqual(["stopped", "UNSUPPORTED_DATA"]);
  });

  test("Parts_WithAnotherMessageBetween_AreMalformed", () => {
    const tree = connectTo();
    const socket = wire.server.accept(noteSnapshot());
    socket.deliver(Uint8Array.of(0, 0xc2, 0xc4, 1, 4));
    socket.ping();
    expect(tree.error?.code).toBe("MALFORMED");
  });
});

describe("coming back", () => {
  test("Lost_WhileVisible_IsTriedWithinTwoSecondsForTwoMinutesThenUpToThirty", () => {
    connectTo();
    wire.server.accept(noteSnapshot());
    const found = delays(150, () => wire.server.socket.drop());
    const early = found.slice(0, 100);
    expect(early.slice(0, 3)).toEqual([500, 1_000, 1_000]);
    expect(Math.max(...early)).toBeLessThanOrEqual(2_000);
    expect(found.at(-1)).toBe(15_000);
  });

  test("Overloaded_BacksOffDoublingToThirtySeconds", () => {
    connectTo();
    expect(delays(7, () => wire.server.socket.bye(1013, "OVERLOADED"))).toEqual([
      500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000,
    ]);
  });

  test("RetryAfter_IsObeyed", () => {
    connectTo();
    expect(delays(1, () => wire.server.socket.bye(1012, "RESTARTING", { retryAfter: 7_000 }))).toEqual([7_000]);
  });

  test("Internal_IsTriedThreeTimes", () => {
    const tree = connectTo();
    expect(delays(4, () => wire.server.socket.bye(1011, "INTERNAL"))).toEqual([
      500,
      1_000,
      2_000,
      Number.POSITIVE_INFINITY,
    ]);
    expect(tree.state).toBe("stopped");
  });

  test.each([
    [1003, "UNSUPPORTED_DATA"],
    [1009, "TOO_BIG"],
    [4400, "MALFORMED"],
    [4403, "FORBIDDEN"],
    [4405, "PROTOCOL_STATE"],
    [4409, "SUPERSEDED"],
    [4426, "VERSION_UNSUPPORTED"],
    [4401, "UNAUTHENTICATED"],
  ])("Close_%i_IsFinal", (code, name) => {
    const tree = connectTo();
    wire.server.accept(noteSnapshot()).drop(code, name);
    expect([tree.state, tree.error?.code]).toEqual(["stopped", name]);
  });

  test("Unauthenticated_WithATokenFunction_IsAskedForAgainOnce", async () => {
    const tokens = ["old", "new", "newer"];
    const tree = connectTo({ token: () => tokens.shift() ?? "" });
    await vi.advanceTimersByTimeAsync(0);
    wire.server.socket.open();
    wire.server.socket.bye(4401, "UNAUTHENTICATED");
    await vi.advanceTimersByTimeAsync(1_000);
    wire.server.socket.open();
    expect(wire.server.socket.sent[0]).toMatchObject({ token: "new" });
    wire.server.socket.bye(4401, "UNAUTHENTICATED");
    expect(tree.state).toBe("stopped");
  });

  test("Reconnecting_IsToldAndEndsWithAFreshSnapshot", () => {
    const tree = connectTo();
    const states: string[] = [];
    tree.on("state", (state) => states.push(state));
    wire.server.accept(noteSnapshot("old"));
    const old = tree.objects.get(2);
    wire.server.socket.drop();
    expect(old?.isDestroyed).toBe(false);
    vi.advanceTimersByTime(1_000);
    wire.server.accept(noteSnapshot("new"));
    expect(states).toEqual(["ready", "reconnecting", "ready"]);
    expect([old?.isDestroyed, tree.objects.get(2)?.string("text").value]).toEqual([true, "new"]);
  });

  test("Reconnect_TurnedOff_StopsAtOnce", () => {
    const tree = connectTo({ reconnect: false });
    wire.server.accept(noteSnapshot()).drop();
    expect([tree.state, tree.error?.code]).toEqual(["stopped", "DISCONNECTED"]);
  });

  test("Close_SaysByeAndNeverComesBack", async () => {
    const tree = connectTo();
    const socket = wire.server.accept(noteSnapshot());
    const call = tree.objects.get(2)?.call("read") ?? Promise.resolve();
    await vi.advanceTimersByTimeAsync(0);
    tree.close();
    expect(socket.sent.at(-1)).toMatchObject({ kind: "Bye", code: 1000, name: "NORMAL" });
    expect(await codeOf(call)).toBe("DISCONNECTED");
    socket.drop();
    vi.advanceTimersByTime(600_000);
    expect([tree.state, wire.server.sockets.length, vi.getTimerCount()]).toEqual(["closed", 1, 0]);
  });

  test("Close_FromAListener_HarmsNobody", () => {
    const tree = connectTo();
    const socket = wire.server.accept(noteSnapshot());
    const heard: string[] = [];
    tree.objects
      .get(2)
      ?.string("text")
      .listen(() => tree.close());
    tree.objects
      .get(2)
      ?.string("text")
      .listen(({ new: now }) => heard.push(now));
    socket.frame(setText(2, "last"));
    expect([heard, tree.state, wire.errors]).toEqual([["last"], "closed", []]);
  });
});
