import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { internalNames } from "../../build/internal-names.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** All words of the declarations that users can reach, comments left out. */
function publicWords(declarations: string): Set<string> {
  const words = new Set<string>();
  const files = [
    "index",
    "dom/index",
    "animation/index",
    "writing/index",
    "shaping/index",
    "drafts/index",
    "fields/index",
    "handlers/index",
    "undo/index",
    "contract/index",
    "elements/index",
  ].map((entry) => join(declarations, `${entry}.d.ts`));
  for (const [index, file] of files.entries()) {
    if (files.indexOf(file) < index) continue;
    const text = readFileSync(file, "utf8").replace(/\/\*[\s\S]*?\*\//g, "");
    for (const [word] of text.replace(/"[^"]*"/g, "").matchAll(/\w+/g)) words.add(word);
    for (const [, path] of text.matchAll(/(?:from|import) "(\.[^"]+)\.js"/g))
      files.push(join(dirname(file), `${path}.d.ts`));
  }
  return words;
}

test("InternalNames_AreInNoPublicDeclaration", () => {
  const folder = mkdtempSync(join(tmpdir(), "objecttree-"));
  try {
    execFileSync("npx", ["--no-install", "tsc", "-p", root, "--outDir", folder, "--emitDeclarationOnly"]);
    const words = publicWords(folder);
    expect(words.has("subscribe")).toBe(true);
    expect(internalNames.filter((name) => words.has(name))).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
