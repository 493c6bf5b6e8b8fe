import { pageSurroundings } from "./page-surroundings.js";

const protocols: ReadonlyMap<string, string> = new Map([
  ["http:", "ws:"],
  ["https:", "wss:"],
]);

/**
 * The WebSocket address that is meant: relative ones start from the page, and `http` means `ws`.
 * @throws TypeError when it is no address of a server.
 */
export function resolveUrl(url: string | URL): string {
  const resolved = new URL(url, pageSurroundings.address);
  resolved.protocol = protocols.get(resolved.protocol) ?? resolved.protocol;
  if (resolved.protocol !== "ws:" && resolved.protocol !== "wss:") {
    throw new TypeError(`${resolved.protocol} is not http or ws`);
  }
  resolved.hash = "";
  return resolved.href;
}
