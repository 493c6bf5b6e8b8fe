import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { type Browser, chromium, type Page } from "playwright-core";
import type { harness } from "./harness.js";

declare global {
  /** Only inside of `page.evaluate`. */
  var ot: typeof harness;
}

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data: https: http:; " +
  "base-uri 'none'; form-action 'none'";

/** A page in Chromium with the harness, under the content policy of the built-in page. */
export class TestPage {
  readonly #browser: Browser;
  readonly #server: Server;

  private constructor(browser: Browser, server: Server) {
    this.#browser = browser;
    this.#server = server;
  }

  static async start(): Promise<TestPage> {
    const entry = fileURLToPath(new URL("harness.ts", import.meta.url));
    const bundle = await build({ entryPoints: [entry], bundle: true, write: false, format: "esm", target: "es2022" });
    const script = bundle.outputFiles[0]?.text ?? "";
    const server = createServer((request, response) => {
      const isScript = request.url === "/harness.js";
      response.setHeader("Content-Security-Policy", policy);
      response.setHeader("Content-Type", isScript ? "text/javascript" : "text/html; charset=utf-8");
      response.end(
        isScript ? script : '<!doctype html><title>test</title><script type="module" src="/harness.js"></script>',
      );
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
    });
    return new TestPage(browser, server);
  }

  /** A fresh page. */
  async open(): Promise<Page> {
    const page = await this.#browser.newPage();
    await page.goto(`http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`);
    return page;
  }

  async stop(): Promise<void> {
    await this.#browser.close();
    this.#server.close();
  }
}
