// What a page pays for what it imports, minified and gzipped, against the budgets in package.json.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { bundle } from "./browser.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const { sizeBudgets } = JSON.parse(readFileSync(`${root}package.json`, "utf8"));

const core = await measure('export { connect } from "./src/index.ts";');
const reading = await measure(
  'export { connect } from "./src/index.ts"; export { dom, mount } from "./src/dom/index.ts";',
);
const writing = await measure(
  'export { connect } from "./src/index.ts"; export { dom, mount } from "./src/dom/index.ts"; export { writing } from "./src/writing/index.ts";',
);
const shaping = await measure(
  'export { connect } from "./src/index.ts"; export { dom, mount } from "./src/dom/index.ts"; export { shaping } from "./src/shaping/index.ts";',
);
const drafting = await measure(
  'export { connect } from "./src/index.ts"; export { dom, mount } from "./src/dom/index.ts"; export { drafting } from "./src/drafts/index.ts";',
);
const filling = await measure(
  'export { connect } from "./src/index.ts"; export { dom, mount } from "./src/dom/index.ts"; export { writing } from "./src/writing/index.ts"; export { field } from "./src/fields/index.ts";',
);
const undoing = await measure(
  'export { connect } from "./src/index.ts"; export { dom, mount } from "./src/dom/index.ts"; export { writing } from "./src/writing/index.ts"; export { undoable } from "./src/undo/index.ts";',
);
const contracted = await measure(
  'export { connect } from "./src/index.ts"; export { dom, mount } from "./src/dom/index.ts"; export { contractOf } from "./src/contract/index.ts";',
);
const called = await measure(
  'export { connect } from "./src/index.ts"; export { dom, mount } from "./src/dom/index.ts"; export { handlers } from "./src/handlers/index.ts";',
);
const all = await measure(
  'export { connect } from "./src/index.ts"; export { dom, mount } from "./src/dom/index.ts"; export { elements } from "./src/elements/index.ts";',
);

check("core alone", core.bytes);
check("reading page", reading.bytes, sizeBudgets["reading page"]);
check("writing page", writing.bytes, sizeBudgets["writing page"]);
check("shaping", shaping.bytes - writing.bytes, sizeBudgets.shaping);
check("drafts", drafting.bytes - shaping.bytes, sizeBudgets.drafts);
check("fields", filling.bytes - writing.bytes, sizeBudgets.fields);
check("undo", undoing.bytes - writing.bytes, sizeBudgets.undo);
check("contract", contracted.bytes - reading.bytes, sizeBudgets.contract);
check("handlers", called.bytes - reading.bytes, sizeBudgets.handlers);
check("elements", all.bytes - reading.bytes, sizeBudgets.elements);
without(
  "core alone",
  core,
  /^src\/(animation|contract|dom|drafts|elements|fields|handlers|page|shaping|undo|writing)\//,
);
without(
  "reading page",
  reading,
  /-writer(s)?\.ts$|read-client-message|write-server-message|^src\/(animation|contract|drafts|elements|fields|handlers|page|shaping|undo|writing)\//,
);

async function measure(contents) {
  const { files, metafile } = await bundle({ stdin: { contents, resolveDir: root }, absWorkingDir: root });
  const [{ code }] = files;
  const [output] = Object.values(metafile.outputs);
  const inputs = Object.entries(output.inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0);
  return { bytes: gzipSync(code, { level: 9 }).length, inputs: inputs.map(([path]) => path) };
}

function check(what, bytes, budget) {
  console.log(`${what}: ${bytes} bytes${budget === undefined ? "" : ` of ${budget}`}`);
  if (bytes > budget) process.exitCode = 1;
}

function without(what, { inputs }, pattern) {
  const unwanted = inputs.filter((path) => pattern.test(path) && path !== "src/codec/writer.ts");
  if (unwanted.length === 0) return;
  console.error(`${what} has what it does not need: ${unwanted.join(", ")}`);
  process.exitCode = 1;
}
