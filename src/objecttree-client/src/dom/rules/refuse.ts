const told = new Set<string>();
/** A page that is sent ever new things that it cannot show must not fill its memory with them. */
const most = 1_000;

/** Tells a developer, once, that data was kept out of the page. */
export function refuse(what: string): void {
  warnOnce(`objecttree-client leaves out ${what}`);
}

/** Tells a developer something once. */
export function warnOnce(text: string): void {
  if (told.has(text) || told.size >= most) return;
  told.add(text);
  console.warn(text);
}
