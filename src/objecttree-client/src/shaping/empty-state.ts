import type { KindName } from "../kinds/kind.js";
import type { Value } from "../values/value.js";

/** What an attribute of this kind holds as long as nobody has given it anything. */
export function emptyState(kind: KindName): Value {
  switch (kind) {
    case "string":
      return "";
    case "int":
    case "float":
      return 0;
    case "bool":
      return false;
    case "list":
    case "set":
      return [];
    case "dict":
      return new Map();
    default:
      return null;
  }
}
