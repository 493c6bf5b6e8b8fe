import { element } from "../dom/element.js";

/** How long a problem is shown. */
const shown = 6_000;

/** A place beside a control that says, for a while, why something was refused. Screen readers say it at once. */
export class Problem {
  readonly node = element("span", { classes: ["ot-problem"], attributes: { role: "alert" } });
  #timer: ReturnType<typeof setTimeout> | undefined;

  show(error: unknown): void {
    const text = error instanceof Error ? error.message : String(error);
    console.warn(text);
    this.node.textContent = text;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.clear(), shown);
  }

  clear(): void {
    clearTimeout(this.#timer);
    this.node.textContent = "";
  }
}
