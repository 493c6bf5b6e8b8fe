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
  await page.evaluate(() => {
    const { type, root, create, elements, show } = ot;
    const common = "style: dict, classes: set, attributes: dict";
    const types = [
      type(0, "root"),
      type(1, "web.div", common),
      type(2, "web.button", `${common}, label: string, enabled: bool`),
      type(3, "web.input", `${common}, label: string, text: string, placeholder: string, enabled: bool`),
    ];
    const look = [new Map([["color", "red"]]), ["own"], new Map([["title", "t"]])] as const;
    const objects = [
      create(2, 1, [...look]),
      create(3, 2, [...look, "Greet", true], { parent: 2 }),
      create(4, 3, [...look, "Your name", "Ada", "name", true], { parent: 2 }),
    ];
    Object.assign(globalThis, { shown: show(elements, [...types, root(), ...objects]) });
  });
});
afterEach(() => page.close());

declare global {
  var shown: ReturnType<typeof ot.show>;
}

const textOfInput = { object: 4, attribute: 5 } as const;

test("Elements_HaveTheirLookAndTheirClass", async () => {
  const looks = await page.evaluate(() =>
    [".own", ".ot-button", ".ot-input"].map((selector) => {
      const element = document.querySelector<HTMLElement>(selector);
      return [element?.style.color, element?.classList.contains("own"), element?.title];
    }),
  );
  expect(looks).toEqual([
    ["red", true, "t"],
    ["red", true, "t"],
    ["red", true, ""],
  ]);
});

test("Button_Clicked_CallsAndIsBusyUntilAnswered", async () => {
  await page.getByRole("button", { name: "Greet" }).click();
  const states = await page.evaluate(async () => {
    const button = document.querySelector("button.ot-button");
    const states: unknown[] = [shown.server.socket.calls, button?.getAttribute("aria-busy")];
    shown.server.socket.answer(1, null);
    await ot.settle();
    return [...states, button?.getAttribute("aria-busy")];
  });
  expect(states).toEqual([[{ kind: "Call", call: 1, object: 3, method: "click", arguments: [] }], "true", null]);
});

test("Button_Refused_SaysWhyBesideIt", async () => {
  await page.getByRole("button", { name: "Greet" }).click();
  await page.evaluate(() => shown.server.socket.answer(1, "not <b>now</b>", { code: "VALIDATION" }));
  await page.getByText("not <b>now</b>").waitFor();
  expect(await page.getByRole("alert").first().innerText()).toBe("not <b>now</b>");
});

test("Button_NotEnabled_IsDisabled", async () => {
  await page.evaluate(() => shown.server.socket.frame({ op: "bool.set", object: 3, attribute: 5, value: false }));
  expect(await page.getByRole("button", { name: "Greet" }).isDisabled()).toBe(true);
});

test("Input_IsLabelledAndShowsItsText", async () => {
  const input = page.getByLabel("Your name");
  expect(await input.inputValue()).toBe("Ada");
  expect(await input.getAttribute("placeholder")).toBe("name");
  expect(await input.getAttribute("title")).toBe("t");
});

test("Input_WhileSomebodyTypes_IsNotOverwritten_ThenCommits", async () => {
  const input = page.getByLabel("Your name");
  await input.fill("Grace");
  await page.evaluate((at) => shown.server.socket.frame({ op: "string.set", ...at, value: "other" }), textOfInput);
  expect(await input.inputValue()).toBe("Grace");

  await input.press("Enter");
  const calls = await page.evaluate(() => shown.server.socket.calls);
  expect(calls).toEqual([{ kind: "Call", call: 1, object: 4, method: "commit", arguments: ["Grace"] }]);
  await page.evaluate(async (at) => {
    shown.server.socket.answer(1, null, { position: 2 });
    shown.server.socket.frame({ op: "string.set", ...at, value: "GRACE" });
    await ot.settle();
  }, textOfInput);
  expect(await input.inputValue()).toBe("GRACE");
});

test("Input_NotTouched_FollowsTheServerAlsoWhileFocused", async () => {
  const input = page.getByLabel("Your name");
  await input.focus();
  await page.evaluate((at) => shown.server.socket.frame({ op: "string.set", ...at, value: "other" }), textOfInput);
  expect(await input.inputValue()).toBe("other");
});

test("Input_Refused_KeepsWhatWasTypedAndSaysWhy", async () => {
  const input = page.getByLabel("Your name");
  await input.fill("bad");
  await input.press("Enter");
  await page.evaluate(() => shown.server.socket.answer(1, "too short", { code: "VALIDATION" }));
  await page.getByText("too short").waitFor();
  expect([await input.inputValue(), await input.getAttribute("aria-invalid")]).toEqual(["bad", "true"]);
});
