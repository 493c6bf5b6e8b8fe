import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    reporters: ["default", ["json", { outputFile: "TestResults/ts.json" }]],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
