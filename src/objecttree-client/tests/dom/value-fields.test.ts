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
  await page.evaluate(() =>
    Object.assign(globalThis, { formed: ot.form({ stars: 3, title: "Title", mail: "a@b", day: "2026-01-02" }) }),
  );
});
afterEach(() => page.close());

/** Somebody else changes attributes. */
const change = (...operations: readonly object[]) =>
  page.evaluate((operations) => {
    for (const operation of operations) formed.server.socket.frame({ ...operation, object: 2 } as never);
  }, operations);

const held = () => page.evaluate(() => JSON.parse(JSON.stringify(formed.object.toJSON().attributes)));
const actions = () => page.evaluate(() => formed.server.socket.actions.map(({ operations }) => operations));

test("Form_FilledByKeyboardAlone_IsWritten", async () => {
  const { keyboard } = page;
  await keyboard.press("Tab");
  await keyboard.type("My title");
  await keyboard.press("Tab");
  await keyboard.type("One\nTwo");
  for (const key of ["Tab", "5", "Tab", "1", ".", "5", "Tab", "Space", "Tab", "g", "Tab", "ArrowDown", "Tab"])
    await keyboard.press(key);
  await keyboard.type("ada@example.org");
  await keyboard.press("Tab");
  expect(await held()).toEqual({
    ...{ title: "My title", notes: "One\nTwo", stars: 5, weight: 1.5, done: true, colour: "green", size: 2 },
    ...{ mail: "ada@example.org", day: "2026-01-02" },
  });
});

test("Fields_ChangedByAnother_ShowIt", async () => {
  await change(
    { op: "int.set", attribute: 3, value: 7 },
    { op: "float.set", attribute: 4, value: 0.25 },
    { op: "bool.set", attribute: 5, value: true },
    { op: "string.set", attribute: 6, value: "blue" },
    { op: "value.set", attribute: 7, value: 3 },
    { op: "string.set", attribute: 8, value: "c@d" },
  );
  const values = await Promise.all(
    ["Stars", "Weight", "Colour", "Mail"].map((label) => page.getByLabel(label).inputValue()),
  );
  const checked = await Promise.all(["Done", "1", "2", "3"].map((label) => page.getByLabel(label).isChecked()));
  expect([values, checked]).toEqual([
    ["7", "0.25", "blue", "c@d"],
    [true, false, false, true],
  ]);
  expect(await actions()).toEqual([]);
});

test("Number_BeingEntered_IsNeitherSentNorOverwritten_UntilItIsLeft", async () => {
  const weight = page.getByLabel("Weight");
  await weight.focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.type("-");
  await change({ op: "float.set", attribute: 4, value: 8 });
  await page.keyboard.press("Enter");
  expect(await weight.evaluate((field: HTMLInputElement) => field.validity.badInput)).toBe(true);
  expect(await actions()).toEqual([]);
  await page.keyboard.press("Tab");
  expect(await weight.inputValue()).toBe("8");
});

test("Date_HalfEntered_IsNotSent", async () => {
  const day = page.getByLabel("Day");
  await day.focus();
  await page.keyboard.press("Backspace");
  expect(await day.evaluate((field: HTMLInputElement) => [field.value, field.validity.badInput])).toEqual(["", true]);
  await day.blur();
  expect([await actions(), await day.inputValue()]).toEqual([[], "2026-01-02"]);
});

test("Number_Entered_OverwritesWhatCameMeanwhile", async () => {
  await page.getByLabel("Stars").focus();
  await page.keyboard.type("4");
  await change({ op: "int.set", attribute: 3, value: 9 });
  expect(await page.getByLabel("Stars").inputValue()).toBe("34");
  await page.keyboard.press("Enter");
  expect(await actions()).toMatchObject([[{ op: "int.set", value: 34 }]]);
});

test("Number_NotTouched_FollowsOthersAlsoWhileFocused", async () => {
  await page.getByLabel("Stars").focus();
  await change({ op: "int.set", attribute: 3, value: 9 });
  expect(await page.getByLabel("Stars").inputValue()).toBe("9");
});

test("Number_NotWhole_IsTakenBackAndSaysWhy", async () => {
  const stars = page.getByLabel("Stars");
  await stars.fill("1.5");
  await page.keyboard.press("Enter");
  expect([await stars.inputValue(), await stars.getAttribute("aria-invalid"), await actions()]).toEqual([
    "3",
    "true",
    [],
  ]);
  expect(await page.getByRole("alert").innerText()).not.toBe("");
});

test("Choice_Refused_IsTakenBack", async () => {
  await page.getByLabel("Colour").selectOption("green");
  await page.getByLabel("Done").check();
  await page.evaluate(() => {
    formed.server.socket.reject(1, "VALIDATION", "No");
    formed.server.socket.reject(2, "VALIDATION", "No");
  });
  expect([await page.getByLabel("Colour").inputValue(), await page.getByLabel("Done").isChecked()]).toEqual([
    "red",
    false,
  ]);
});

test("Choice_WhoseOptionComesLater_IsChosenThen", async () => {
  await change({ op: "string.set", attribute: 6, value: "pink" });
  await page.getByLabel("Colour").evaluate(async (field) => {
    field.append(new Option("pink"), new Option("grey"));
    await ot.settle();
  });
  expect(await page.getByLabel("Colour").inputValue()).toBe("pink");
});

test("Field_OfAViewThatIsGone_FollowsAndWritesNothing", async () => {
  const values = await page.evaluate(() => {
    const [title, stars] = formed.container.querySelectorAll("input");
    formed.unmount();
    formed.server.socket.frame(ot.setText(2, "new"), ot.setInt(2, 3, 9));
    for (const field of [title, stars])
      for (const name of ["input", "change"]) field?.dispatchEvent(new Event(name, { bubbles: true }));
    return [title?.value, stars?.value, formed.server.socket.actions.length];
  });
  expect(values).toEqual(["Title", "3", 0]);
});

test("Field_OfWhatCannotBe_SaysWhyWhenItIsBound", async () => {
  const messages = await page.evaluate(() => {
    const { show, type, root, create, openType, writing, field, dom } = ot;
    const declared = "s: string, b: bool";
    const types = [type(0, "root"), type(1, "closed", declared), openType(2, "open", declared)];
    const snapshot = [...types, root(), create(2, 1, ["", false]), create(3, 2, ["", false])];
    const { get } = show({}, snapshot, {}, { writing });
    const reading = show({}, snapshot);
    const attempts = [
      () => field(get(2).string("s")),
      () => field(reading.get(3).string("s")),
      () => dom.element("input", { attributes: { type: "checkbox" }, checked: field(get(3).string("s")) }),
      () => dom.element("input", { value: field(get(3).bool("b")) }),
      () => dom.element("div", { value: field(get(3).string("s")) }),
      () => dom.element("input", { attributes: { type: "file" }, value: field(get(3).string("s")) }),
    ];
    return attempts.map((attempt) => {
      try {
        attempt();
        return "";
      } catch (error) {
        return String(error);
      }
    });
  });
  expect(messages).toEqual([
    'ObjectTreeError: "s" of closed 2 is closed to clients',
    "TypeError: connect with { writing }",
    "TypeError: <input> of type checkbox cannot hold a string",
    "TypeError: <input> of type text cannot hold a bool",
    "TypeError: <div> of type undefined cannot hold a string",
    "TypeError: <input> of type file cannot hold a string",
  ]);
});
