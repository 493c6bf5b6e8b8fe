// Stands behind the README's examples: the platform's WebSocket is a server in memory with a small tree.
import { FakeServer } from "../support/fake-server.js";
import { create, openType, root, type } from "../support/some.js";

export const server = new FakeServer();
Object.assign(globalThis, { WebSocket: server.WebSocket });
setTimeout(() => {
  const types = [type(0, "root"), type(1, "board"), type(2, "text", "text: string, style: dict")];
  const task = openType(3, "task", "title: string, done: bool");
  const text = create(3, 2, ["Hello ObjectTree!", new Map([["font-size", "30px"]])], { parent: 2, key: "title" });
  server.accept([...types, task, root(), create(2, 1), text, create(4, 3, ["", false])]);
});

declare global {
  /** Only inside of `page.evaluate`. */
  var readmeServer: FakeServer;
}
