import fc from "fast-check";
import { test } from "vitest";
import { World } from "./world.js";

const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);
const numRuns = Number(process.env.RUNS ?? 300);
console.log(`shapes: SEED=${seed} RUNS=${numRuns}`);
const step = fc.tuple(fc.nat(24), fc.nat(99), fc.nat(99), fc.nat(99));

test("Replica_IsWhatTheServerSaysWithWhatIsPendingOnTop", () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 10, maxLength: 60 }), (steps) => {
      const world = new World();
      for (const one of steps) world.step(one);
      world.settle();
      world.tree.close();
    }),
    { seed, numRuns },
  );
}, 120_000);
