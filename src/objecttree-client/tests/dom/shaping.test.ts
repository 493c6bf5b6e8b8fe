import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { TestPage } from "./test-page.js";

let chromium: TestPage;
let page: Page;

beforeAll(async () => {
  chromium = await TestPage.start();
  page = await chromium.open();
});
afterAll(() => chromium.stop());

test("Views_OfWhatThePageCreates_StayWhenTheServerMakesIt", async () => {
  const seen = await page.evaluate(() => {
    const { type, openType, root, create, setText, destroy, dom, shaping } = ot;
    let built = 0;
    const { server, container, tree } = ot.show(
      {
        note: (note) => {
          built++;
          return dom.element("p", { text: note.string("text") });
        },
      },
      [type(0, "root"), openType(1, "note", "text: string"), root(), create(2, 1, ["first"])],
      { status: false },
      { writing: shaping },
    );
    const { socket } = server;
    const texts = () => [...container.querySelectorAll("p")].map((one) => one.textContent).join(" ");
    const seen = [];
    const made = tree.create("note", tree.root, (note) => note.string("text").set("mine"), { index: 0 });
    const [mine, first] = [...container.querySelectorAll("p")];
    seen.push(texts());
    socket.ack(1, 1, [[-1, 7]]);
    socket.frame(create(7, 1, ["default"], { index: 0 }), setText(7, "mine"), setText(2, "second"));
    seen.push(texts());
    const same = () => container.contains(mine as Node) && container.contains(first as Node);
    seen.push(`${same()} ${built}`);
    made.moveTo(tree.root);
    seen.push(texts());
    socket.frame(create(8, 1, ["theirs"], { index: 0 }));
    seen.push(texts());
    socket.reject(2, "FORBIDDEN", "No");
    seen.push(texts(), `${same()} ${built}`);
    made.destroy();
    seen.push(texts());
    socket.ack(3, 3);
    socket.frame(destroy(7));
    seen.push(texts(), String(built));
    return seen;
  });
  expect(seen).toEqual([
    ...["mine first", "mine second", "true 2", "second mine", "theirs second mine", "theirs mine second", "true 3"],
    ...["theirs second", "theirs second", "3"],
  ]);
});

test("Focus_InAViewOfWhatThePageCreates_StaysWhenTheServerMakesIt", async () => {
  const seen = await page.evaluate(async () => {
    const { type, openType, root, create, setText, dom, field, shaping } = ot;
    const { server, container, tree } = ot.show(
      { note: (note) => dom.element("input", { value: field(note.string("text")) }) },
      [type(0, "root"), openType(1, "note", "text: string"), root()],
      { status: false },
      { writing: shaping },
    );
    tree.create("note", tree.root);
    const input = container.querySelector("input") as HTMLInputElement;
    input.focus();
    document.execCommand("insertText", false, "typed");
    await ot.settle();
    const { socket } = server;
    socket.ack(1, 1, [[-1, 7]]);
    socket.frame(create(7, 1, [""]));
    const before = `${document.activeElement === input} ${input.value}`;
    socket.ack(2, 2);
    socket.frame(setText(7, "typed"));
    return [before, `${document.activeElement === input} ${input.value} ${input.selectionStart}`];
  });
  expect(seen).toEqual(["true typed", "true typed 5"]);
});
