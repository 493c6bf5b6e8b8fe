// run.mjs FOLDER COMMIT: measures the client as pages get it (bundled, minified), and writes typescript.{json,md} into the folder.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { bundle } from "../build/browser.mjs";

const [folder, commit] = process.argv.slice(2);
const { measure } = await importBundled("benchmarks/client.ts");
const circumstances = {
  date: `${new Date().toISOString().slice(0, 16).replace("T", " ")} UTC`,
  commit,
  machine: `${cpus()[0]?.model ?? process.arch}, ${cpus().length} logical cores`,
  load: `${loadavg()[0].toFixed(2)} when it began; more than 1 of the run itself makes times longer`,
  system: readSystem(),
  runtime: `Node.js ${process.version}`,
  harness: "medians of 5 rounds of 0.2 s after one to warm up, CPU time with the collector's, in one process",
};
const results = measure();
const wrong = results.find(({ nanoseconds }) => !(nanoseconds > 0));
if (wrong) throw new Error(`${wrong.of}, ${wrong.case}: ${wrong.nanoseconds} is no time.`);
mkdirSync(folder, { recursive: true });
writeFileSync(
  join(folder, "typescript.json"),
  `${JSON.stringify({ ...circumstances, results: results.map(rounded) }, null, 2)}\n`,
);
writeFileSync(join(folder, "typescript.md"), markdown());

async function importBundled(entryPoint) {
  const work = mkdtempSync(join(tmpdir(), "objecttree-"));
  try {
    const absWorkingDir = fileURLToPath(new URL("..", import.meta.url));
    const { files } = await bundle({ entryPoints: [entryPoint], outdir: work, absWorkingDir });
    const path = join(work, "client.mjs");
    writeFileSync(path, files[0].code);
    return await import(pathToFileURL(path).href);
  } finally {
    rmSync(work, { recursive: true });
  }
}

function readSystem() {
  try {
    return /PRETTY_NAME="(.*)"/.exec(readFileSync("/etc/os-release", "utf8"))?.[1] ?? process.platform;
  } catch {
    return process.platform; // no Linux
  }
}

function rounded(result) {
  return { ...result, nanoseconds: Math.round(result.nanoseconds) };
}

function markdown() {
  const lines = [
    "# The TypeScript client",
    "",
    "Made by `benchmarks/run typescript`. From the bytes of a message to the applied state; one operation each, mean time.",
    "",
  ];
  for (const [name, value] of Object.entries(circumstances)) lines.push(`- ${name}: ${value}`);
  for (const of of new Set(results.map((result) => result.of))) {
    lines.push("", `## ${of}`, "", "| case | ns | million/s |", "|---|---:|---:|");
    for (const { case: name, nanoseconds } of results.filter((result) => result.of === of))
      lines.push(`| ${name} | ${nanoseconds.toFixed(0)} | ${(1000 / nanoseconds).toFixed(2)} |`);
  }
  return `${lines.join("\n")}\n`;
}
