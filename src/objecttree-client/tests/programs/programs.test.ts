// Runs what random programs of the engine sent: after each message the replica must be the tree that the engine had.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { InstructionReader } from "../../src/instructions/instruction-reader.js";
import { readServerMessage } from "../../src/messages/read-server-message.js";
import { Replica } from "../../src/replica/replica.js";
import { fromHex } from "../vectors/vector.js";
import { canonicalJson } from "./canonical-json.js";

interface Program {
  readonly seed: number;
  readonly steps: readonly { readonly message: string; readonly state: unknown }[];
}

const folder =
  process.env.OBJECTTREE_PROGRAMS ?? fileURLToPath(new URL("../../../../TestResults/programs", import.meta.url));
const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith(".json")) : [];

// Who names a folder wants them run. "npm test" alone, without the engine's tests before it, has none.
test("Programs_InANamedFolder_AreThere", () => {
  expect(files.length > 0 || process.env.OBJECTTREE_PROGRAMS === undefined, folder).toBe(true);
});

test.each(files)("%s gives the engine's tree after each message", (file) => {
  const program = JSON.parse(readFileSync(`${folder}/${file}`, "utf8")) as Program;
  const replica = new Replica({
    call: () => Promise.reject(new Error("not connected")),
    report: (error) => {
      throw error;
    },
  });
  for (const [index, { message, state }] of program.steps.entries()) {
    const read = readServerMessage(fromHex(message), replica);
    if (!("instructions" in read)) throw new Error(`step ${index} is no snapshot or frame`);
    const apply = read.kind === "Frame" ? replica.applyFrame : replica.applySnapshot;
    apply.call(replica, (scope) => new InstructionReader(read.instructions, scope));
    expect(canonicalJson(replica), `seed ${program.seed}, step ${index}`).toEqual(state);
  }
});
