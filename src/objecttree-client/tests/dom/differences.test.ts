import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { TestPage } from "./test-page.js";

let chromium: TestPage;
let page: Page;

beforeAll(async () => {
  chromium = await TestPage.start();
});
afterAll(() => chromium.stop());
beforeEach(async () => {
  page = await chromium.open();
});
afterEach(() => page.close());

test("Patches_OfTenThousandItems_TouchOneElement", async () => {
  const touched = await page.evaluate(async () => {
    const { type, root, create, dom, show, settle } = ot;
    const items = Array.from({ length: 10_000 }, (_, index) => `i${index}`);
    const entries = new Map(items.map((item) => [`data-${item}`, item]));
    const { server, container, get } = show(
      {
        bag: (object) =>
          dom.element("section", {
            children: [
              dom.element("p", { text: object.string("text") }),
              dom.element("ul", {
                children: dom.each(object.list("list"), (item) => dom.element("li", { text: String(item) })),
              }),
              dom.element("b", { classes: object.set("set") }),
              dom.element("i", { attributes: object.dict("dict") }),
            ],
          }),
      },
      [
        type(0, "root"),
        type(1, "bag", "text: string, list: list, set: set, dict: dict"),
        root(),
        create(2, 1, ["x".repeat(10_000), items, items, entries]),
      ],
    );
    const records: MutationRecord[] = [];
    new MutationObserver((more) => void records.push(...more)).observe(container, {
      attributes: true,
      childList: true,
      subtree: true,
    });
    const counts: unknown[] = [];
    const frame = async (operation: Parameters<typeof server.socket.frame>[0]) => {
      server.socket.frame(operation);
      await settle();
      const targets = new Set(records.map(({ target }) => target.nodeName));
      const nodes = records.reduce((sum, record) => sum + record.addedNodes.length + record.removedNodes.length, 0);
      const names = new Set(records.map(({ attributeName }) => attributeName).filter((name) => name !== null));
      counts.push([[...targets], nodes, [...names]]);
      records.length = 0;
    };
    await frame({ op: "string.splice", object: 2, attribute: 1, position: 5, deleted: 1, inserted: "y" });
    await frame({
      ...{ op: "list.patch", object: 2, attribute: 2 },
      steps: [{ op: "list.replace", index: 5_000, value: "new" }],
    });
    await frame({ op: "set.patch", object: 2, attribute: 3, removed: ["i7"], added: ["new"] });
    await frame({ op: "dict.patch", object: 2, attribute: 4, removed: [], put: new Map([["data-i9", "new"]]) });
    return [counts, get(2).list("list").value[5_000]];
  });
  expect(touched).toEqual([
    [
      [["P"], 2, []],
      [["UL"], 2, []],
      [["B"], 0, ["class"]],
      [["I"], 0, ["data-i9"]],
    ],
    "new",
  ]);
});
