const linkSchemes = new Set(["http:", "https:", "mailto:", "tel:"]);
const resourceSchemes = new Set(["http:", "https:"]);
const imageData = /^data:image\/(png|gif|jpeg|webp|avif)[;,]/i;

/** What a URL is for. */
export type UrlUse = "link" | "resource" | "image";

/** Whether a URL from data may be used so. It is judged as the browser will parse it, tricks with blanks included. */
export function isSafeUrl(url: string, use: UrlUse): boolean {
  let parsed: URL;
  try {
    parsed = new URL(url, document.baseURI);
  } catch {
    return false;
  }
  if ((use === "link" ? linkSchemes : resourceSchemes).has(parsed.protocol)) return true;
  return use === "image" && imageData.test(parsed.href);
}

/** Whether every candidate of a `srcset` may be used; `data:` never, since its comma would end a candidate. */
export function isSafeSourceSet(sourceSet: string): boolean {
  return sourceSet.split(",").every((candidate) => isSafeUrl(candidate.trim(), "resource"));
}
