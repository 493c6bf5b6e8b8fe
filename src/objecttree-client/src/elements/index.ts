export { elements } from "./elements.js";
