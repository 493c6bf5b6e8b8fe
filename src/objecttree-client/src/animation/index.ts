export { animated, type Followable } from "./animated-topic.js";
