// What the browser folder is made of, and how; also used to measure sizes.
import { build } from "esbuild";

export const entryPoints = {
  client: "src/index.ts",
  dom: "src/dom/index.ts",
  elements: "src/elements/index.ts",
  page: "src/page/page.ts",
};

/** @param {import("esbuild").BuildOptions} options */
export function bundle(options) {
  return build({
    bundle: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    minify: true,
    legalComments: "none",
    logLevel: "warning",
    ...options,
  });
}
