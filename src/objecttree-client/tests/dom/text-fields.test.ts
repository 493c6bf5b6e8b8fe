import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { TestPage } from "./test-page.js";
import { TextServer } from "./text-server.js";

declare global {
  var formed: ReturnType<typeof ot.form>;
}

let chromium: TestPage;
let page: Page;

beforeAll(async () => {
  chromium = await TestPage.start();
});
afterAll(() => chromium.stop());
beforeEach(async () => {
  page = await openForm({ title: "one two" });
});
afterEach(() => page.close());

async function openForm(state: { readonly [name: string]: string }): Promise<Page> {
  const opened = await chromium.open();
  await opened.evaluate((state) => Object.assign(globalThis, { formed: ot.form(state) }), state);
  return opened;
}

/** Somebody else changes the text. */
const change = (position: number, deleted: number, inserted: string, attribute = 1) =>
  page.evaluate((splice) => formed.server.socket.frame({ op: "string.splice", object: 2, ...splice }), {
    ...{ position, deleted, inserted, attribute },
  });

/** What a field shows, with its caret or what is selected marked. */
const shown = (label = "Title", where = page) =>
  where.getByLabel(label).evaluate((field: HTMLInputElement) => {
    const { value, selectionStart, selectionEnd, selectionDirection } = field;
    const [start, end] = [selectionStart ?? 0, selectionEnd ?? 0];
    const marks = start === end ? ["|", ""] : selectionDirection === "backward" ? ["<", "]"] : ["[", ">"];
    return `${value.slice(0, start)}${marks[0]}${value.slice(start, end)}${marks[1]}${value.slice(end)}`;
  });

const select = (start: number, end = start, direction?: "forward" | "backward") =>
  page
    .getByLabel("Title")
    .evaluate((field: HTMLInputElement, range) => field.setSelectionRange(...range), [start, end, direction] as [
      number,
      number,
      "forward" | "backward" | undefined,
    ]);

const held = () => page.evaluate(() => formed.object.string("title").value);

test("Text_Typed_IsWrittenEditByEditWhereItWasTyped", async () => {
  await page.getByLabel("Title").focus();
  await select(3);
  await page.keyboard.type("e");
  expect(await page.evaluate(() => formed.server.socket.actions)).toMatchObject([
    { operations: [{ op: "string.splice", attribute: 1, position: 3, deleted: 0, inserted: "e" }] },
  ]);
  expect(await shown()).toBe("onee| two");
});

test("Text_TypedByTwoAtOnce_LosesNothingAndKeepsBothCarets", async () => {
  const other = await openForm({ title: "one two" });
  const server = new TextServer("one two", page, other);
  await page.getByLabel("Title").focus();
  await page.keyboard.press("Home");
  await other.getByLabel("Title").focus();
  await other.keyboard.press("End");
  for (const [mine, theirs] of ["a!", "b?", "c."]) {
    await page.keyboard.type(mine ?? "");
    await other.keyboard.type(theirs ?? "");
  }
  await server.settle();
  await page.keyboard.press("Delete");
  await other.keyboard.press("Home");
  await other.keyboard.type(">");
  await server.settle();
  expect(server.text).toBe(">abcne two!?.");
  expect([await shown(), await shown("Title", other)]).toEqual([">abc|ne two!?.", ">|abcne two!?."]);
  await other.close();
});

test("Text_TypedByTwoAtOnePlace_KeepsEachWholeWord", async () => {
  const other = await openForm({ title: "one two" });
  const server = new TextServer("one two", page, other);
  for (const one of [page, other]) {
    await one.getByLabel("Title").focus();
    await one.keyboard.press("End");
  }
  await page.keyboard.type(" three");
  await other.keyboard.type(" four");
  await server.settle();
  await page.keyboard.type("!");
  await other.keyboard.type("?");
  await server.settle();
  expect(server.text).toMatch(/^one two(?=.*three!)(?=.*four\?).{13}$/);
  expect((await shown()).replace("|", "")).toBe(server.text);
  expect((await shown("Title", other)).replace("|", "")).toBe(server.text);
  await other.close();
});

test("Text_ChangedByAnother_KeepsWhatIsSelectedAndItsDirection", async () => {
  await page.getByLabel("Title").focus();
  await select(4, 6, "backward");
  await change(0, 0, "> ");
  await change(9, 0, "!");
  await change(6, 0, "-");
  expect(await shown()).toBe("> one -<tw]o!");
});

test("Area_ChangedByAnother_KeepsHowItIsScrolled", async () => {
  const lines = Array.from({ length: 40 }, (_, index) => `line ${index}`).join("\n");
  await page.close();
  page = await openForm({ notes: lines });
  const notes = page.getByLabel("Notes");
  await notes.focus();
  const before = await notes.evaluate((area: HTMLTextAreaElement) => {
    area.setSelectionRange(0, 0);
    area.scrollTop = 100;
    return area.scrollTop;
  });
  await change(lines.length, 0, "\nlast", 2);
  expect(await notes.evaluate((area) => area.scrollTop)).toBe(before);
  expect(before).toBe(100);
});

test("Line_ChangedByAnother_KeepsHowItIsScrolled", async () => {
  await change(0, 0, "a long line ".repeat(20));
  const title = page.getByLabel("Title");
  await title.focus();
  const before = await title.evaluate((field: HTMLInputElement) => {
    field.setSelectionRange(0, 0);
    field.scrollLeft = 300;
    return field.scrollLeft;
  });
  await change(5, 0, "er");
  expect(await title.evaluate((field) => field.scrollLeft)).toBe(before);
  expect(before).toBe(300);
});

test("Area_WithLineBreaksItDoesNotHold_WritesAtTheRightPlaces", async () => {
  await page.close();
  page = await openForm({ notes: "a\r\nb\r\nc", title: "a\nb" });
  await page.getByLabel("Notes").focus();
  await page.keyboard.press("Control+End");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.type("x");
  await page.getByLabel("Title").focus();
  await page.keyboard.press("End");
  await page.keyboard.type("y");
  const texts = await page.evaluate(() => [formed.object.string("notes").value, formed.object.string("title").value]);
  expect(texts).toEqual(["a\r\nbx\r\nc", "a\nby"]);
  await change(0, 3, "", 2);
  expect(await page.getByLabel("Notes").inputValue()).toBe("bx\nc");
});

test("Text_Refused_IsTakenBackVisiblyAndSaysWhy", async () => {
  const title = page.getByLabel("Title");
  await title.focus();
  await page.keyboard.press("End");
  await page.keyboard.type("!");
  expect(await title.getAttribute("data-pending")).toBe("");
  await page.evaluate(() => formed.server.socket.reject(1, "VALIDATION", "No shouting"));
  expect(await shown()).toBe("one two|");
  expect(await page.getByRole("alert").innerText()).toBe("No shouting");
  expect([await title.getAttribute("aria-invalid"), await title.getAttribute("data-pending")]).toEqual(["true", null]);
  await page.keyboard.type(".");
  await page.evaluate(() => {
    formed.server.socket.ack(2, 1);
    formed.server.socket.frame({
      op: "string.splice",
      object: 2,
      attribute: 1,
      position: 7,
      deleted: 0,
      inserted: ".",
    });
  });
  expect([await title.getAttribute("aria-invalid"), await page.getByRole("alert").innerText()]).toEqual([null, ""]);
});

test("Text_TypedWithoutAConnection_IsTakenBackAndSaysWhy", async () => {
  await page.getByLabel("Title").focus();
  await page.evaluate(() => formed.tree.close());
  await page.keyboard.type("x");
  expect([await page.getByLabel("Title").inputValue(), await page.getByRole("alert").innerText()]).toEqual([
    "one two",
    "DISCONNECTED",
  ]);
});

test("Composition_IsNotInterruptedByOthers_AndJoinsThemWhenItEnds", async () => {
  const devtools = await page.context().newCDPSession(page);
  await page.getByLabel("Title").focus();
  await select(3);
  await devtools.send("Input.imeSetComposition", { text: "に", selectionStart: 1, selectionEnd: 1 });
  await change(0, 0, "> ");
  await change(6, 1, "T");
  await devtools.send("Input.imeSetComposition", { text: "にほ", selectionStart: 2, selectionEnd: 2 });
  expect(await shown()).toBe("oneにほ| two");
  expect(await page.evaluate(() => formed.server.socket.actions.length)).toBe(0);
  await devtools.send("Input.insertText", { text: "日本" });
  expect(await shown()).toBe("> one日本| Two");
  expect(await held()).toBe("> one日本 Two");
  await page.keyboard.press("Control+z");
  expect(await shown()).toBe("> one| Two");
});

test("Undo_TakesBackOnlyOnesOwnTyping_WordByWord", async () => {
  await page.getByLabel("Title").focus();
  await page.keyboard.press("End");
  await page.keyboard.type(" three four");
  await change(0, 3, "1");
  await change(2, 0, "and ");
  expect(await shown()).toBe("1 and two three four|");
  const states: string[] = [];
  for (const key of ["Control+z", "Control+z", "Control+z", "Control+y", "Control+Shift+z", "Control+y", "Control+z"]) {
    await page.keyboard.press(key);
    states.push(await shown());
  }
  expect(states).toEqual([
    "1 and two three |",
    "1 and two |",
    "1 and two|",
    "1 and two |",
    "1 and two three |",
    "1 and two three four|",
    "1 and two three |",
  ]);
  expect(await held()).toBe("1 and two three ");
});

test("Undo_OfWhatWasTypedLater_IsAStepOfItsOwn", async () => {
  await page.getByLabel("Title").focus();
  await page.keyboard.press("End");
  await page.keyboard.type("ab");
  await page.evaluate(() => {
    ot.clock.now += 1_000;
  });
  await page.keyboard.type("cd");
  await page.keyboard.press("Control+z");
  expect(await shown()).toBe("one twoab|");
});

test("Undo_OfWhatWasRefused_IsNoStep", async () => {
  await page.getByLabel("Title").focus();
  await page.keyboard.press("End");
  await page.keyboard.type(".");
  await page.evaluate(() => {
    formed.server.socket.ack(1, 1);
    formed.server.socket.frame({
      op: "string.splice",
      object: 2,
      attribute: 1,
      position: 7,
      deleted: 0,
      inserted: ".",
    });
  });
  await page.keyboard.press("Home");
  await page.keyboard.type("!");
  await page.evaluate(() => formed.server.socket.reject(2, "VALIDATION", "No"));
  await page.keyboard.press("Control+z");
  expect(await shown()).toBe("one two|");
});

test("Undo_OfWhatWasDeletedAndReplaced_BringsItBackAtItsPlace", async () => {
  await page.getByLabel("Title").focus();
  await select(4, 7);
  await page.keyboard.press("Backspace");
  await change(0, 0, "> ");
  await page.keyboard.type("2");
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  expect(await shown()).toBe("> one two|");
});

test("Undo_ThatTheBrowserAsksFor_IsTheFieldsOwn", async () => {
  await page.getByLabel("Title").focus();
  await page.keyboard.press("End");
  await page.keyboard.type(" a b");
  await change(0, 0, "> ");
  const isDone = await page.getByLabel("Title").evaluate((field) => {
    const asked = { inputType: "historyUndo", cancelable: true };
    return !field.dispatchEvent(new InputEvent("beforeinput", asked));
  });
  expect([isDone, await held(), await shown()]).toEqual([true, "> one two a ", "> one two a |"]);
});

test("Undo_ThatTheBrowserHasDone_IsWrittenLikeTyping", async () => {
  await page.getByLabel("Title").focus();
  await page.keyboard.press("End");
  await page.keyboard.type("!");
  await page.evaluate(() => document.execCommand("undo"));
  expect([await held(), await shown()]).toEqual(["one two", "one two|"]);
  await page.keyboard.press("Control+z");
  expect([await held(), await shown()]).toEqual(["one two!", "one two!|"]);
});
