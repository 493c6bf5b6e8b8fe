// Sums the runners' own reports: TRX files of the .NET suites, JSON of the client's. Fails when a suite is missing, ran no test, or failed one.
// Prints one line per suite; the last line is "N passed, N failed, N skipped".
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const [dotnetResults, clientResults, suites] = process.argv.slice(2);
const rows = [];

for (const suite of readdirSync(suites).filter((name) => existsSync(join(suites, name, `${name}.csproj`)))) {
  const file = join(dotnetResults, `${suite}.trx`);
  const counters = existsSync(file) ? readFileSync(file, "utf8").match(/<Counters ([^>]*)>/)?.[1] : undefined;
  const count = (name) => Number(counters?.match(new RegExp(`\\b${name}="(\\d+)"`))?.[1] ?? 0);
  rows.push({ suite, passed: count("passed"), failed: count("failed") + count("error") + count("timeout") + count("aborted"), skipped: count("total") - count("executed") });
}

for (const name of existsSync(clientResults) ? readdirSync(clientResults).filter((file) => file.endsWith(".json")) : []) {
  const report = JSON.parse(readFileSync(join(clientResults, name), "utf8"));
  rows.push({ suite: `objecttree-client ${name}`, passed: report.numPassedTests, failed: report.numFailedTests + (report.numFailedTestSuites && !report.numFailedTests ? 1 : 0), skipped: report.numPendingTests + (report.numTodoTests ?? 0) });
}
if (!rows.some((row) => row.suite.startsWith("objecttree-client"))) rows.push({ suite: "objecttree-client", passed: 0, failed: 0, skipped: 0 });

let broken = false;
const sum = { passed: 0, failed: 0, skipped: 0 };
for (const row of rows) {
  const empty = row.passed + row.failed === 0;
  console.log(`${row.suite}: ${row.passed} passed, ${row.failed} failed, ${row.skipped} skipped${empty ? " (ran no test)" : ""}`);
  broken ||= empty || row.failed > 0;
  for (const key of Object.keys(sum)) sum[key] += row[key];
}
console.log(`${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`);
process.exitCode = broken ? 1 : 0;
