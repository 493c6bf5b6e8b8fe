import type { Value } from "../../values/value.js";
import { refuse } from "../rules/refuse.js";
import { follow, type Source } from "../source.js";

export function bindClasses(element: HTMLElement, source: Source<Iterable<Value>>): void {
  let applied: ReadonlySet<string> = new Set();
  follow(source, (value) => {
    const names = new Set([...value].filter((name) => isClassName(name)));
    for (const name of applied) if (!names.has(name)) element.classList.remove(name);
    element.classList.add(...names);
    applied = names;
  });
}

function isClassName(name: Value): name is string {
  const isName = typeof name === "string" && /^\S+$/.test(name);
  if (!isName) refuse("class");
  return isName;
}
