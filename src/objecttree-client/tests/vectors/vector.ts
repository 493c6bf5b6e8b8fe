import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** A file of the contract's vectors; its README.md says what the fields mean. */
export interface Vector {
  readonly name: string;
  readonly given?: readonly string[];
  readonly bytes: readonly (readonly [hex: string, what: string])[];
  readonly message: unknown;
  readonly decodeOnly?: boolean;
  readonly carrier?: "tcp";
  readonly limit?: number;
  readonly error?: string;
  readonly limits?: { readonly message?: number; readonly depth?: number; readonly elements?: number };
}

const folder = fileURLToPath(new URL("../../../../frontend-contract/vectors/", import.meta.url));

/** All vectors of one folder. Never none: tests that read nothing prove nothing. */
export function vectorsOf(kind: "valid" | "invalid"): readonly Vector[] {
  const files = readdirSync(folder + kind).filter((file) => file.endsWith(".json"));
  if (files.length === 0) throw new Error(`there are no vectors in ${folder}${kind}`);
  return files.map((file) => JSON.parse(readFileSync(`${folder}${kind}/${file}`, "utf8")) as Vector);
}

/** The vector's bytes. */
export function bytesOf(vector: Vector): Uint8Array {
  return fromHex(vector.bytes.map(([hex]) => hex).join(""));
}

export function fromHex(hex: string): Uint8Array {
  return Uint8Array.from(Buffer.from(hex.replaceAll(" ", ""), "hex"));
}

export function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}
