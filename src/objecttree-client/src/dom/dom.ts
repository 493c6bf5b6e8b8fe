import { each } from "./each.js";
import { element } from "./element.js";

/** Makes what views are made of. */
export const dom = { element, each } as const;
