import { afterAll, beforeAll, expect, test } from "vitest";
import { TestPage } from "./test-page.js";

let page: TestPage;
beforeAll(async () => {
  page = await TestPage.start();
});
afterAll(() => page.stop());

test("Animated_ManyChanges_TellsTheLastOnceInAnAnimationFrame", async () => {
  const tab = await page.open();
  const heard = await tab.evaluate(async () => {
    const { server, get } = ot.show({}, ot.noteSnapshot());
    const heard: unknown[] = [];
    const topic = ot.animated(get(2).int("count"));
    topic.subscribe((now, before) => heard.push([now, before]));
    for (const value of [1, 2, 3]) server.socket.frame(ot.setInt(2, 2, value));
    heard.push(`shows ${topic.value}`);
    await ot.nextAnimationFrame();
    server.socket.frame(ot.setInt(2, 2, 4));
    server.socket.frame(ot.setInt(2, 2, 3)); // back to what was told
    await ot.nextAnimationFrame();
    server.socket.frame(ot.setInt(2, 2, 5));
    await ot.nextAnimationFrame();
    return heard;
  });
  expect(heard).toEqual([[0, undefined], "shows 0", [3, 0], [5, 3]]);
});

test("Animated_BoundToAnElement_IsWrittenOnceInAnAnimationFrame", async () => {
  const tab = await page.open();
  const texts = await tab.evaluate(async () => {
    const views = {
      note: (note: ReturnType<typeof get>) => ot.dom.element("p", { text: ot.animated(note.string("text")) }),
    };
    const { server, container, get } = ot.show(views as never, ot.noteSnapshot("first"));
    const paragraph = container.querySelector("p");
    const texts = [paragraph?.textContent];
    server.socket.frame(ot.setText(2, "second"));
    server.socket.frame(ot.setText(2, "third"));
    texts.push(paragraph?.textContent);
    await ot.nextAnimationFrame();
    texts.push(paragraph?.textContent);
    return texts;
  });
  expect(texts).toEqual(["first", "first", "third"]);
});

test("Animated_ViewGone_TellsNothingAnyMore", async () => {
  const tab = await page.open();
  const heard = await tab.evaluate(async () => {
    const heard: unknown[] = [];
    const views = {
      note: (note: ReturnType<typeof get>) => {
        ot.animated(note.string("text")).subscribe((now) => heard.push(now));
        return document.createElement("p");
      },
    };
    const { server, get } = ot.show(views as never, ot.noteSnapshot("first"));
    server.socket.frame(ot.setText(2, "second"));
    server.socket.frame(ot.destroy(2));
    await ot.nextAnimationFrame();
    return heard;
  });
  expect(heard).toEqual(["first"]);
});

test("Animated_ListenerThatThrows_HarmsNoOther", async () => {
  const tab = await page.open();
  const [heard, errors] = await tab.evaluate(async () => {
    const { server, get } = ot.show({}, ot.noteSnapshot("first"));
    const heard: unknown[] = [];
    ot.animated(get(2).string("text")).subscribe((_now, before) => {
      if (before !== undefined) throw new Error("mine");
    });
    ot.animated(get(2).string("text")).subscribe((now) => heard.push(now));
    server.socket.frame(ot.setText(2, "second"));
    await ot.nextAnimationFrame();
    return [heard, ot.errors] as const;
  });
  expect(heard).toEqual(["first", "second"]);
  expect(errors).toEqual(["Error: mine"]);
});
