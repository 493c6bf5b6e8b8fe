import type { BuildOptions, Metafile } from "esbuild";

export function bundle(options: BuildOptions): Promise<{ files: { path: string; code: string }[]; metafile: Metafile }>;
