import { pageSurroundings } from "./page-surroundings.js";

/**
 * The WebSocket address that is meant: relative ones start from the page, and `http` means `ws`.
 * @throws TypeError when it is no address of a server.
 */
export function resolveUrl(url: string | URL): string {
  const resolved = new URL(url, pageSurroundings.address);
  resolved.protocol = resolved.protocol.replace(/^http(?=s?:)/, "ws");
  if (!/^wss?:$/.test(resolved.protocol)) {
    throw new TypeError(`${resolved.protocol} is not http or ws`);
  }
  resolved.hash = "";
  return resolved.href;
}
