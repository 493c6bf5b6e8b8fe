import type { Handling } from "../connection/handling.js";
import { Requests } from "./requests.js";
import "./tree.js";

/** Lets the server call the page: `connect(url, { handlers })`, then `tree.handle(name, …)`. */
export const handlers: Handling = { create: (tree) => new Requests(tree) };
