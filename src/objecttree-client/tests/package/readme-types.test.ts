import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { afterAll, expect, test } from "vitest";

const packageFolder = new URL("../../", import.meta.url).pathname;
const folder = `${packageFolder}TestResults/readme/`;
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("Examples_OfTheReadme_AreSoundToTheStrictestCompiler", () => {
  const readme = readFileSync(`${packageFolder}README.md`, "utf8");
  const examples = [...readme.matchAll(/```ts\n([\s\S]*?)```/g)];
  expect(examples.length).toBeGreaterThan(5);
  mkdirSync(folder, { recursive: true });
  for (const [index, [, code]] of examples.entries())
    writeFileSync(`${folder}${index + 1}.ts`, `${code}\nexport {};\n`);
  const { exports } = JSON.parse(readFileSync(`${packageFolder}package.json`, "utf8")) as {
    exports: { [entry: string]: { types?: string } };
  };
  const paths = Object.entries(exports).flatMap(([entry, { types }]) =>
    types === undefined
      ? []
      : [[`objecttree-client${entry.slice(1)}`, [types.replace("./dist", "../../src").replace(/\.d\.ts$/, ".ts")]]],
  );
  const config = {
    extends: "../../tsconfig.json",
    compilerOptions: { noEmit: true, rootDir: "../..", noUnusedLocals: false, paths: Object.fromEntries(paths) },
    include: ["."],
  };
  writeFileSync(`${folder}tsconfig.json`, JSON.stringify(config));
  const compiler = `${packageFolder}node_modules/typescript/bin/tsc`;
  const { stdout } = spawnSync(process.execPath, [compiler, "-p", folder], { encoding: "utf8" });
  expect(stdout.split("\n").filter((line) => line !== "")).toEqual([]);
}, 60_000);
