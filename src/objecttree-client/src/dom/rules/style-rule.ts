import { isSafeUrl } from "./url-rule.js";

const propertyName = /^(--[\w-]+|-?[a-z][a-z0-9-]*)$/i;
/** Ways to hide something from this rule, or to load and run without `url(…)`. */
const forbidden = /\\|\/\*|expression\s*\(|javascript:|(image-set|image|src)\s*\(/i;
const forbiddenProperties = /^(behavior|-moz-binding)$/i;
const addressStart = /url\(/gi;
const plainAddress = /url\(\s*(["']?)([^"'()\s]+)\1\s*\)/gi;

/** Whether data may set this style property to this value. */
export function isSafeStyle(property: string, value: string): boolean {
  if (!propertyName.test(property) || forbiddenProperties.test(property) || forbidden.test(value)) return false;
  const addresses = [...value.matchAll(plainAddress)];
  if (addresses.length !== [...value.matchAll(addressStart)].length) return false;
  return addresses.every(([, , url]) => isSafeUrl(url ?? "", "image"));
}
