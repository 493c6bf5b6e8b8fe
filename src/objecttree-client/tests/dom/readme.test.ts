import { readFileSync } from "node:fs";
import { build } from "esbuild";
import { chromium } from "playwright-core";
import { expect, test } from "vitest";

const packageFolder = new URL("../../", import.meta.url).pathname;

test("Readme_ItsExample_ShowsATree", async () => {
  const readme = readFileSync(`${packageFolder}README.md`, "utf8");
  const example = /```ts\n([\s\S]*?)```/.exec(readme)?.[1] ?? "";
  const bundle = await build({
    stdin: {
      contents: `import { server } from "./tests/dom/readme-server.ts";\nglobalThis.server = server;\n${example}`,
      resolveDir: packageFolder,
      loader: "ts",
    },
    alias: { "objecttree-client": "./src/index.ts", "objecttree-client/dom": "./src/dom/index.ts" },
    absWorkingDir: packageFolder,
    bundle: true,
    write: false,
    format: "esm",
  });
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox"],
  });
  try {
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
    await page.getByText("Hello ObjectTree!").waitFor();
    expect(await page.locator("section > div").getAttribute("style")).toBe("font-size: 30px;");
    expect(logged).toEqual(["Hello ObjectTree!"]);
  } finally {
    await browser.close();
  }
});
