export type { ElementChildren } from "./bindings/bind-children.js";
export { dom } from "./dom.js";
export type { Each } from "./each.js";
export type { ElementBindings } from "./element.js";
export type { FieldBinding } from "./field-binding.js";
export { type MountOptions, mount } from "./mount/mount.js";
export type { TypedViews, ViewContext, ViewFactory, ViewParts, Views } from "./mount/views.js";
export type { Entries, Observable, Source } from "./source.js";
