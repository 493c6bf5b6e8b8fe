import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { bundle } from "../../build/browser.mjs";
import { createRecord } from "../../src/values/record.js";
import { Reference } from "../../src/values/reference.js";
import { FakeServer } from "../support/fake-server.js";
import { create, root, type } from "../support/some.js";

const directory = fileURLToPath(new URL("../..", import.meta.url));

async function builtClient(folder: string): Promise<typeof import("../../src/index.js")> {
  const { files } = await bundle({ entryPoints: ["src/index.ts"], absWorkingDir: directory, outdir: folder });
  const file = join(folder, "client.mjs");
  writeFileSync(file, files[0]?.code ?? "");
  return import(pathToFileURL(file).href);
}

test("BuiltClient_WithItsShortNames_MirrorsAllKinds", async () => {
  const folder = mkdtempSync(join(tmpdir(), "objecttree-"));
  try {
    const { connect } = await builtClient(folder);
    const server = new FakeServer();
    const tree = connect("http://host/tree", { WebSocket: server.WebSocket });
    const point = { op: "record", number: 0, record: "Point", fields: ["x", "y"] } as const;
    server.accept([
      ...[
        point,
        type(0, "root"),
        type(1, "all", "s: string, n: float, v: value, r: reference, l: list, e: event"),
        root(),
      ],
      create(2, 1, ["", 1.5, createRecord(point, [1, new Uint8Array([1, 2])]), 1, [new Reference(2)], null], {
        tags: ["t"],
      }),
    ]);
    await tree.ready;
    const object = tree.root.children.value[0];
    if (object === undefined) throw new Error("object 2 is not there");
    const heard: unknown[] = [];
    object.event("e").listen((change) => heard.push(change));
    object.list("l").listen((change) => heard.push(change.kind));
    server.socket.frame(
      { op: "event.emit", object: 2, attribute: 6, value: 7 },
      { op: "list.patch", object: 2, attribute: 5, steps: [{ op: "list.insert", index: 0, value: "first" }] },
      { op: "string.set", object: 2, attribute: 1, value: "now" },
      { op: "addAttribute", object: 2, attribute: 9, declaration: { name: "more", kind: "int", flags: 0 }, state: 3 },
    );
    expect(heard).toEqual(["insert", { args: 7, undone: false }].reverse());
    expect(object.reference("r").value).toBe(tree.root);
    expect(object.toJSON()).toEqual({
      ...{ id: 2, type: "all", key: null, tags: ["t"], children: [] },
      attributes: { s: "now", n: 1.5, v: { x: 1, y: "AQI=" }, r: 1, l: ["first", 2], e: null, more: 3 },
    });
    tree.close();
  } finally {
    rmSync(folder, { recursive: true });
  }
});
