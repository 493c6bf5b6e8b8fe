import { readFileSync } from "node:fs";
import { build } from "esbuild";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

const packageFolder = new URL("../../", import.meta.url).pathname;
const entries = ["dom", "fields", "writing"].map((name) => [`objecttree-client/${name}`, `./src/${name}/index.ts`]);

const served = `import { server } from "./tests/dom/readme-server.ts"; globalThis.readmeServer = server;`;

let browser: Browser;
beforeAll(async () => {
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox"],
  });
});
afterAll(() => browser.close());

/** A page that is made by the first of the README's examples that has this in it. */
async function openExample(part: string): Promise<{ readonly page: Page; readonly logged: string[] }> {
  const readme = readFileSync(`${packageFolder}README.md`, "utf8");
  const examples = [...readme.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) => code ?? "");
  const bundle = await build({
    stdin: {
      contents: [served, examples.find((code) => code.includes(part))].join("\n"),
      resolveDir: packageFolder,
      loader: "ts",
    },
    alias: { "objecttree-client": "./src/index.ts", ...Object.fromEntries(entries) },
    absWorkingDir: packageFolder,
    bundle: true,
    write: false,
    format: "esm",
  });
  const page = await browser.newPage();
  const logged: string[] = [];
  page.on("console", (message) => logged.push(message.text()));
  await page.route("http://readme/**", (route) =>
    route.fulfill({
      contentType: route.request().url().endsWith(".js") ? "text/javascript" : "text/html",
      body: route.request().url().endsWith(".js")
        ? (bundle.outputFiles[0]?.text ?? "")
        : '<body><script type="module" src="/main.js"></script></body>',
    }),
  );
  await page.goto("http://readme/");
  return { page, logged };
}

test("Readme_ItsExample_ShowsATree", async () => {
  const { page, logged } = await openExample("mount(");
  await page.getByText("Hello ObjectTree!").waitFor();
  expect(await page.locator("section > div").getAttribute("style")).toBe("font-size: 30px;");
  expect(logged.filter((text) => !text.startsWith("No view"))).toEqual(["Hello ObjectTree!"]);
});

test("Readme_ItsFormFields_AreWritten", async () => {
  const { page } = await openExample("field(");
  await page.getByLabel("Title").fill("Written");
  await page.getByLabel("Done").check();
  expect(await page.evaluate(() => readmeServer.socket.actions.map(({ operations }) => operations))).toMatchObject([
    [{ op: "string.splice", inserted: "Written" }],
    [{ op: "bool.set", value: true }],
  ]);
});
