#!/usr/bin/env node
// Writes the typed contract of a server's tree to a file, or compares it with the one that is there.
import { readFile, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";

const usage = `usage: objecttree-contract <url> [-o <file>] [--check]

  <url>     where the tree is, such as http://127.0.0.1:8765/tree; ?tree=name for another than the default one
  -o        the file to write; the contract is printed without
  --check   writes nothing: fails when the file is not what the server would give`;

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      output: { type: "string", short: "o" },
      check: { type: "boolean" },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help) {
    console.log(usage);
  } else {
    if (positionals.length !== 1 || (values.check && values.output === undefined)) throw new Error(usage);
    const text = await contractAt(positionals[0]);
    if (values.check) await check(values.output, text);
    else if (values.output === undefined) process.stdout.write(text);
    else await writeFile(values.output, text);
  }
} catch (error) {
  console.error(error.cause?.message === undefined ? error.message : `${error.message}: ${error.cause.message}`);
  process.exitCode = 1;
}

async function contractAt(address) {
  const url = new URL(address);
  url.protocol = url.protocol.replace("ws", "http");
  url.pathname = `${url.pathname.replace(/\/$/, "")}/contract.ts`;
  const response = await fetch(url).catch((error) => {
    throw new Error(`there is no answer from ${url}`, { cause: error });
  });
  const text = await response.text();
  if (response.ok && text.startsWith("// Written by objecttree-contract")) return text;
  throw new Error(
    `${url} has no contract (${response.status}). A server offers it in the environment Development, ` +
      "or where its option ServesContract is true.",
  );
}

async function check(file, text) {
  const kept = await readFile(file, "utf8");
  if (kept.replaceAll("\r\n", "\n") !== text) throw new Error(`${file} is not what the server gives: write it again.`);
}
