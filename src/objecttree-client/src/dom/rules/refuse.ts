const refused = new Set<string>();
/** A page that is sent ever new refused things must not fill its memory with them. */
const most = 1_000;

/** Tells a developer, once, that data was kept out of the page. */
export function refuse(what: string): void {
  if (refused.has(what) || refused.size >= most) return;
  refused.add(what);
  console.warn(`objecttree-client leaves out ${what}`);
}
