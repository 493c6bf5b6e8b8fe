export { field } from "./field.js";
export type { FieldAttribute, FieldOptions } from "./field-status.js";
