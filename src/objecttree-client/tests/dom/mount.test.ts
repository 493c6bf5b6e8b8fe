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

test("Mount_ShowsAndFollowsTheTree", async () => {
  const seen = await page.evaluate(() => {
    const { type, root, create, setText, destroy, move, dom } = ot;
    const snapshot = [type(0, "root"), type(1, "box"), type(2, "note", "text: string"), root(), create(2, 1)];
    const { server, container } = ot.show(
      {
        box: (object) => dom.element("section", { children: object.children }),
        note: (object) => dom.element("p", { text: object.string("text") }),
      },
      snapshot,
    );
    const seen = [container.innerHTML];
    const frame = (...operations: Parameters<typeof server.socket.frame>) => {
      server.socket.frame(...operations);
      seen.push(container.innerHTML.replace("<!--objecttree-->", ""));
    };
    frame(
      create(3, 2, ["a"], { parent: 2 }),
      create(4, 2, ["b"], { parent: 2 }),
      create(5, 2, ["c"], { parent: 2, index: 0 }),
    );
    frame(setText(4, "B"));
    frame(move(5, 2));
    frame(move(3, 1, 0));
    frame(destroy(2));
    return seen;
  });
  expect(seen).toEqual([
    "<section></section>",
    "<section><p>c</p><p>a</p><p>b</p></section>",
    "<section><p>c</p><p>a</p><p>B</p></section>",
    "<section><p>a</p><p>B</p><p>c</p></section>",
    "<p>a</p><section><p>B</p><p>c</p></section>",
    "<p>a</p>",
  ]);
});

test("Move_BetweenParentsInEitherOrder_KeepsTheNode", async () => {
  const isSame = await page.evaluate(() => {
    const { type, root, create, destroy, move, dom } = ot;
    let built = 0;
    const snapshot = [type(0, "root"), type(1, "box"), type(2, "leaf"), root(), create(2, 1), create(3, 1)];
    const { server, container } = ot.show(
      {
        box: (object) => dom.element("section", { children: object.children }),
        leaf: () => {
          built++;
          return dom.element("i");
        },
      },
      [...snapshot, create(4, 2, [], { parent: 2 })],
    );
    const node = container.querySelector("i");
    const isIn = (index: number) => node !== null && node.parentNode === container.children[index];
    const results: unknown[] = [];
    server.socket.frame(move(4, 3));
    results.push(isIn(1));
    server.socket.frame(create(5, 2, [], { parent: 2 }), move(4, 2, 0));
    results.push(isIn(0));
    server.socket.frame(create(6, 1), move(4, 6));
    results.push(isIn(2));
    server.socket.frame(move(4, 3), destroy(6));
    results.push(isIn(1), built);
    return results;
  });
  expect(isSame).toEqual([true, true, true, true, 2]);
});

test("View_ThatGoes_EndsItsSubscriptionsAndIsDisposed", async () => {
  const heard = await page.evaluate(() => {
    const { type, root, create, setText, destroy, dom, noteSnapshot } = ot;
    const heard: string[] = [];
    const note = {
      note: (
        object: Parameters<Parameters<typeof ot.mount>[2][string]>[0],
        context: { onDispose(end: () => void): void },
      ) => {
        object.string("text").subscribe((text) => heard.push(`${object.id} ${text}`));
        context.onDispose(() => heard.push(`context ${object.id}`));
        return { node: dom.element("p"), dispose: () => heard.push(`dispose ${object.id}`) };
      },
    };
    const { server, unmount, container } = ot.show(note, noteSnapshot("a"));
    server.socket.frame(create(3, 1, ["b", 0]));
    server.socket.frame(setText(3, "c"), destroy(2));
    server.socket.snapshot([type(0, "root"), type(1, "note", "text: string"), root(), create(2, 1, ["fresh"])]);
    unmount();
    server.socket.frame(setText(2, "unheard"));
    heard.push(container.innerHTML);
    return heard;
  });
  expect(heard).toEqual([
    ...["2 a", "3 b", "3 c", "dispose 2", "context 2"],
    ...["dispose 3", "context 3", "2 fresh", "dispose 2", "context 2", ""],
  ]);
});

test("UnknownType_IsNamedInAPlaceholderWithItsChildren_AndWarnedOfOnce", async () => {
  const [html, warnings] = await page.evaluate(() => {
    const { type, root, create, dom, show, warnings } = ot;
    const objects = [create(2, 1), create(3, 2, [], { parent: 2 }), create(4, 1)];
    const snapshot = [type(0, "root"), type(1, "constructor"), type(2, "leaf"), root(), ...objects];
    const { container } = show({ leaf: () => dom.element("i") }, snapshot);
    return [container.innerText, [...warnings], container.querySelectorAll("i").length];
  });
  expect(html).toContain("No view for “constructor”");
  expect(warnings).toEqual([expect.stringContaining("constructor")]);
});

test("View_ThatThrows_BecomesAPlaceholderAndHarmsNobody", async () => {
  const [text, errors] = await page.evaluate(() => {
    const { type, root, create, dom, show, errors } = ot;
    const objects = [create(2, 1), create(3, 2)];
    const views = {
      bad: () => {
        throw new Error("mine");
      },
      good: () => dom.element("p", { text: "good" }),
    };
    const { container } = show(views, [type(0, "root"), type(1, "bad"), type(2, "good"), root(), ...objects]);
    return [container.innerText, [...errors]];
  });
  expect(text).toMatch(/The view of “bad” failed[\s\S]*good/);
  expect(errors).toEqual(["Error: mine"]);
});

test("Each_KeepsTheNodesOfItemsThatStayOrMove", async () => {
  const result = await page.evaluate(() => {
    const { type, root, create, dom, show } = ot;
    const snapshot = [type(0, "root"), type(1, "bag", "items: list"), root(), create(2, 1, [["a", "b", "c", "d"]])];
    let built = 0;
    const item = (text: string) => {
      built++;
      return dom.element("li", { text });
    };
    const views: Parameters<typeof show>[0] = {
      bag: (object) => dom.element("ul", { children: dom.each(object.list<string>("items"), item) }),
    };
    const { server, container } = show(views, snapshot);
    const nodes = new Map([...container.querySelectorAll("li")].map((node) => [node.textContent, node]));
    const at = { object: 2, attribute: 1 } as const;
    server.socket.frame({ op: "list.set", ...at, value: ["d", "a", "x", "c"] });
    const now = [...container.querySelectorAll("li")];
    const kept = now.filter((node) => nodes.get(node.textContent) === node).map((node) => node.textContent);
    server.socket.frame(
      { op: "list.replace", ...at, index: 2, value: "y" },
      { op: "list.move", ...at, from: 0, to: 3 },
    );
    return [now.map((node) => node.textContent), kept, container.innerText.split("\n"), built];
  });
  expect(result).toEqual([["d", "a", "x", "c"], ["d", "a", "c"], ["a", "y", "c", "d"], 6]);
});

test("StatusBadge_IsThereWhileTheConnectionIsNot", async () => {
  const shown = await page.evaluate(async () => {
    const { server, tree } = ot.show({}, ot.noteSnapshot());
    const badge = document.querySelector<HTMLElement>('[role="status"]');
    const shown = [badge?.checkVisibility()];
    server.socket.drop();
    shown.push(
      badge?.checkVisibility() && /trying again/.test(badge.innerText),
      getComputedStyle(badge as Element).position === "fixed",
    );
    tree.retry();
    server.accept(ot.noteSnapshot());
    shown.push(badge?.checkVisibility());
    server.socket.bye(4403, "FORBIDDEN");
    shown.push(badge?.checkVisibility() && /FORBIDDEN/.test(badge.innerText));
    const hidden = ot.show({}, ot.noteSnapshot(), { status: false });
    hidden.server.socket.drop();
    return [...shown, document.querySelectorAll('[role="status"]').length, ot.violations.length];
  });
  expect(shown).toEqual([false, true, true, false, true, 1, 0]);
});

test("Snapshot_AfterReconnecting_ReplacesAllViewsAndLeavesTheRestOfThePage", async () => {
  const html = await page.evaluate(() => {
    const { noteSnapshot, dom, show } = ot;
    const views: Parameters<typeof show>[0] = { note: (object) => dom.element("p", { text: object.string("text") }) };
    const { server, tree, container } = show(views, noteSnapshot("old"));
    container.append("mine");
    server.socket.drop();
    const whileLost = container.innerText;
    tree.retry();
    server.accept(noteSnapshot("new"));
    return [whileLost, container.innerHTML];
  });
  expect(html).toEqual([expect.stringMatching(/old\s*mine/), expect.stringMatching(/^mine<p>new<\/p>$/)]);
});
