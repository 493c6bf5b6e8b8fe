import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { TestPage } from "./test-page.js";

let chromium: TestPage;
let page: Page;
let navigations: string[];
let dialogs: string[];

beforeAll(async () => {
  chromium = await TestPage.start();
});
afterAll(() => chromium.stop());
beforeEach(async () => {
  page = await chromium.open();
  navigations = [];
  dialogs = [];
  page.on("framenavigated", (frame) => navigations.push(frame.url()));
  page.on("dialog", (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
});
afterEach(async () => {
  expect([navigations, dialogs]).toEqual([[], []]);
  expect(await page.evaluate(() => ot.violations)).toEqual([]);
  expect(await page.evaluate(() => ({}) as { polluted?: unknown })).toEqual({});
  await page.close();
});

const texts = [
  "<img src=x onerror=alert(1)>",
  "</script><script>alert(1)</script>",
  "]]>",
  "{{constructor.constructor('alert(1)')()}}",
  "\u202eevil\u200b\ufeff",
];

test("Text_ThatLooksLikeMarkup_IsShownAsText", async () => {
  const shown = await page.evaluate((given) => {
    const { type, root, create, elements, show } = ot;
    const common = "style: dict, classes: set, attributes: dict";
    const types = [
      type(0, "root"),
      type(1, "web.text", `${common}, content: string`),
      type(2, "web.list", `${common}, items: list`),
    ];
    const none = [new Map(), [], new Map()] as const;
    const objects = given.map((text, index) => create(index + 2, 1, [...none, text]));
    const { container } = show(elements, [...types, root(), ...objects, create(50, 2, [...none, given])]);
    return [
      [...container.querySelectorAll(".ot-text, li")].map((node) => node.textContent),
      container.querySelectorAll("img, script").length,
    ];
  }, texts);
  expect(shown).toEqual([[...texts, ...texts], 0]);
});

/** The attributes that an element has after data wanted these. */
function attributesOf(tag: string, attributes: { [name: string]: string }): Promise<{ [name: string]: string }> {
  return page.evaluate(
    ([name, wanted]) => {
      const { type, root, create, dom, show } = ot;
      const snapshot = [
        type(0, "root"),
        type(1, "it", "attributes: dict"),
        root(),
        create(2, 1, [new Map(Object.entries(wanted))]),
      ];
      const { container } = show(
        { it: (object) => dom.element(name, { attributes: object.dict("attributes") }) },
        snapshot,
      );
      const element = container.firstElementChild;
      return Object.fromEntries([...(element?.attributes ?? [])].map((attribute) => [attribute.name, attribute.value]));
    },
    [tag, attributes] as const,
  );
}

const badUrls = [
  "javascript:alert(1)",
  "JaVa\tscript:alert(1)",
  "\u0001javascript:alert(1)",
  " java\nscript:alert(1)",
  "vbscript:msgbox(1)",
  "data:text/html,<script>alert(1)</script>",
  "data:image/svg+xml,<svg onload=alert(1)>",
  "blob:http://x/1",
  "file:///etc/passwd",
  "filesystem:http://x/1",
  "http://[",
];

test.each([
  ["a", "href"],
  ["img", "src"],
  ["img", "srcset"],
  ["form", "action"],
  ["button", "formaction"],
  ["video", "poster"],
])("UrlAttribute_%s_%s_TakesNoDangerousUrl", async (tag, name) => {
  for (const url of badUrls) expect(await attributesOf(tag, { [name]: url }), url).toEqual({});
});

test("UrlAttribute_TakesHarmlessUrls", async () => {
  for (const href of ["https://x/", "http://x", "mailto:a@b", "tel:1", "/path", "#part", "?q", "//host/x"]) {
    expect(await attributesOf("a", { href })).toEqual({ href });
  }
  const src = "data:image/png;base64,iVBORw0KGgo=";
  expect(await attributesOf("img", { src })).toEqual({ src });
  expect(await attributesOf("video", { src })).toEqual({});
});

test("AttributeNames_ThatRunOrHoldCode_AreLeftOut", async () => {
  const names = [
    "onclick",
    "OnError",
    "srcdoc",
    "style",
    "is",
    "class",
    "innerHTML",
    "outerHTML",
    "xmlns",
    "http-equiv",
  ];
  const odd = ["nonce", "integrity", "sandbox", "xlink:href", "__proto__", "constructor", "a b", "", "x=y", "aria-é"];
  const wanted = Object.fromEntries([...names, ...odd].map((name) => [name, "alert(1)"]));
  expect(await attributesOf("div", { ...wanted, title: "kept", "data-x": "1", "ARIA-label": "l" })).toEqual({
    ...{ title: "kept", "data-x": "1", "aria-label": "l" },
  });
  const warnings = await page.evaluate(() => ot.warnings);
  expect(new Set(warnings).size).toBe(warnings.length);
  expect(warnings.length).toBeGreaterThan(15);
});

test("Attribute_ThatBecomesDangerous_GoesAndTheRestOfTheFrameIsShown", async () => {
  const seen = await page.evaluate(() => {
    const { type, root, create, setText, dom, show } = ot;
    const attributes = new Map<string, string>([["href", "/fine"]]);
    const snapshot = [
      type(0, "root"),
      type(1, "link", "text: string, attributes: dict"),
      root(),
      create(2, 1, ["old", attributes]),
    ];
    const views: Parameters<typeof show>[0] = {
      link: (object) => dom.element("a", { text: object.string("text"), attributes: object.dict("attributes") }),
    };
    const { server, container } = show(views, snapshot);
    const seen = [container.innerHTML];
    server.socket.frame(
      { op: "dict.put", object: 2, attribute: 2, key: "href", value: "javascript:alert(1)" },
      setText(2, "new"),
    );
    return [...seen, container.innerHTML];
  });
  expect(seen.map((html) => html.replace("<!--objecttree-->", ""))).toEqual(['<a href="/fine">old</a>', "<a>new</a>"]);
});

test("Styles_FromData_NeverLoadOrRun", async () => {
  const css = await page.evaluate(() => {
    const { type, root, create, dom, show } = ot;
    const wanted = new Map<string, string>([
      ["font-size", "30px"],
      ["--own", "1"],
      ["color", "red"],
      ["background", "url(javascript:alert(1))"],
      ["background-image", 'u\\72l("https://evil/")'],
      ["list-style-image", "url(data:text/html,x)"],
      ["width", "expression(alert(1))"],
      ["behavior", "url(x.htc)"],
      ["content", "image-set('x' 1x)"],
      ["border-image", "url( 'java\tscript:alert(1)' )"],
      ["cssText", "color:red;background:url(x)"],
      ["mask-image", "url(/mask.png)"],
    ]);
    const snapshot = [type(0, "root"), type(1, "it", "style: dict"), root(), create(2, 1, [wanted])];
    const views: Parameters<typeof show>[0] = { it: (object) => dom.element("div", { style: object.dict("style") }) };
    const { style } = show(views, snapshot).container.firstElementChild as HTMLElement;
    return [...style].map((name) => [name, style.getPropertyValue(name)]);
  });
  expect(Object.fromEntries(css)).toEqual({
    ...{ "font-size": "30px", "--own": "1", color: "red" },
    "mask-image": 'url("/mask.png")',
  });
});

test("Element_OfPageCode_RefusesScriptsAndHandlerNames", async () => {
  const thrown = await page.evaluate(() => {
    const attempts = [
      () => ot.dom.element("SCRIPT"),
      () => ot.dom.element("iframe"),
      () => ot.dom.element("p", { on: { onclick: () => {} } }),
      () => ot.dom.element("p", { text: "x", children: [] }),
    ];
    return attempts.map((attempt) => {
      try {
        attempt();
        return "made";
      } catch (error) {
        return (error as Error).name;
      }
    });
  });
  expect(thrown).toEqual(["TypeError", "TypeError", "TypeError", "TypeError"]);
});

test("Classes_FromData_AreOnlyThoseThatAreNames", async () => {
  const classes = await page.evaluate(() => {
    const { type, root, create, dom, show } = ot;
    const snapshot = [type(0, "root"), type(1, "it", "classes: set"), root(), create(2, 1, [["a", "b c", "", 5]])];
    const views: Parameters<typeof show>[0] = {
      it: (object) => dom.element("div", { classes: object.set("classes") }),
    };
    const { server, container } = show(views, snapshot);
    const element = container.firstElementChild;
    element?.classList.add("mine");
    server.socket.frame({ op: "set.set", object: 2, attribute: 1, value: ["z"] });
    return element?.className;
  });
  expect(classes).toBe("mine z");
});

test("Values_ThatAreNoText_ShowNothingAndHarmNobody", async () => {
  const seen = await page.evaluate(() => {
    const { type, root, create, dom, show, errors } = ot;
    const kind = { op: "record", number: 0, record: "Odd", fields: ["toString", "__proto__"] } as const;
    const odd = ot.createRecord(kind, ["x", new Map([["polluted", true]])]);
    const { container } = show(
      {
        it: (object) =>
          dom.element("p", {
            classes: object.set("classes"),
            attributes: object.dict("attributes"),
            style: object.dict("style"),
            children: [dom.element("b", { text: object.value<string>("any") })],
          }),
      },
      [
        ...[kind, type(0, "root"), type(1, "it", "any: value, classes: set, attributes: dict, style: dict"), root()],
        create(2, 1, [odd, [odd, "good"], new Map([["title", odd]]), new Map([["color", odd]])]),
      ],
    );
    return [container.innerHTML.replace("<!--objecttree-->", ""), errors];
  });
  expect(seen).toEqual(['<p class="good"><b></b></p>', []]);
});
