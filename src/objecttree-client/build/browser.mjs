// What the browser folder is made of, and how; also used to measure sizes.
import { build } from "esbuild";
import { minify } from "terser";
import { mangleProps } from "./internal-names.mjs";

export const entryPoints = {
  client: "src/index.ts",
  dom: "src/dom/index.ts",
  contract: "src/contract/index.ts",
  animation: "src/animation/index.ts",
  writing: "src/writing/index.ts",
  shaping: "src/shaping/index.ts",
  drafts: "src/drafts/index.ts",
  fields: "src/fields/index.ts",
  undo: "src/undo/index.ts",
  handlers: "src/handlers/index.ts",
  elements: "src/elements/index.ts",
  page: "src/page/page.ts",
};

/**
 * Bundles in memory, minified twice: esbuild inlines and drops more than terser, terser names things so that gzip finds them again (3 % less).
 * @param {import("esbuild").BuildOptions} options
 * @returns {Promise<{ files: { path: string, code: string }[], metafile: import("esbuild").Metafile }>}
 */
export async function bundle(options) {
  const { outputFiles, metafile } = await build({
    bundle: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    minify: true,
    mangleProps,
    legalComments: "none",
    logLevel: "warning",
    metafile: true,
    ...options,
    write: false,
  });
  const files = await Promise.all(outputFiles.map(async ({ path, text }) => ({ path, code: await minified(text) })));
  return { files, metafile };
}

async function minified(text) {
  const { code } = await minify(text, {
    ecma: 2022,
    module: true,
    compress: { passes: 3, unsafe_arrows: true, inline: 1, pure_getters: true },
    format: { comments: false },
  });
  return code;
}
