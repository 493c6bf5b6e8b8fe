// Builds dist/: modules and declarations for bundlers, and dist/browser/ for pages without one, which the server embeds.
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { bundle, entryPoints } from "./browser.mjs";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));
rmSync("dist", { recursive: true, force: true });
execFileSync("npx", ["--no-install", "tsc", "-p", "."], { stdio: "inherit" });
mkdirSync("dist/browser");
const { files } = await bundle({ entryPoints, outdir: "dist/browser", splitting: true, chunkNames: "chunk-[hash]" });
for (const { path, code } of files) writeFileSync(path, code);
for (const file of ["index.html", "page.css"]) copyFileSync(`src/page/${file}`, `dist/browser/${file}`);
