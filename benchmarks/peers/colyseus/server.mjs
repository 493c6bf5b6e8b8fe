import { createServer } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { Room, Server } from "@colyseus/core";
import { WebSocketTransport } from "@colyseus/ws-transport";
import { run } from "./control.mjs";
import { makeState } from "./state.mjs";

// server.mjs WORKLOAD GROUPS: a room of Colyseus for each group of clients. Patches leave when something was written, not at the usual 20 per second.

const [workload, groups] = [process.argv[2], Number(process.argv[3])];
const rooms = [];

class TreeRoom extends Room {
  patchRate = null;
  autoDispose = false;
  isDirty = false;

  onCreate() {
    this.state = makeState(workload);
    this.broadcastPatch(); // to nobody: what the state was made of is in no later patch
    rooms.push(this);
    this.onMessage("set", (client, number) => {
      if (!Number.isInteger(number) || number < 0) throw new Error("The number is negative.");
      this.state.number = number;
      this.broadcastPatch();
    });
    // Of many cells that are set in one turn of the event loop, one patch tells.
    this.onMessage("setCell", (client, [cell, number]) => {
      if (!Number.isInteger(number) || number < 0) throw new Error("The number is negative.");
      this.state.cells.get(String(cell)).number = number;
      if (!this.isDirty) setImmediate(() => this.flush());
      this.isDirty = true;
    });
  }

  flush() {
    this.isDirty = false;
    this.broadcastPatch();
  }
}

const listen = (server) => new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server.address().port)));

const http = createServer();
const transport = new WebSocketTransport({ server: http });
const server = new Server({ transport, greet: false });
for (let group = 0; group < groups; group++) server.define(`g${group}`, TreeRoom);
await server.listen(0, "127.0.0.1");
const tls = createTlsServer({ key: process.env.BENCHMARK_KEY, cert: process.env.BENCHMARK_CERTIFICATE });
transport.listenForUpgrade(tls);

run({
  write: (value) => {
    const [room] = rooms; // there is none before the first client
    if (room === undefined) return;
    if (workload === "records") room.state.records.get("0").count = value;
    else room.state.number = value;
    room.broadcastPatch();
  },
  tick: (moves) => {
    const { points } = rooms[0].state;
    for (const { point, x, y } of moves) {
      const moved = points.get(String(point));
      moved.x = x;
      moved.y = y;
    }
    rooms[0].broadcastPatch();
  },
  port: http.address().port,
  tlsPort: await listen(tls),
});
