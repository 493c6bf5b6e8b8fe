import type { TreeObject } from "../replica/tree-object.js";
import type { Problem } from "./problem.js";

/**
 * What keeps a text field and an object's `text` together without taking away what a person is typing. The field is `dirty` from
 * the first key until the server has taken the text; while it is, and has the focus or was refused, the server's text waits.
 */
export class TextField {
  readonly #input: HTMLInputElement;
  readonly #object: TreeObject;
  readonly #problem: Problem;
  #isDirty = false;
  #pending = 0;
  #isRefused = false;

  constructor(input: HTMLInputElement, object: TreeObject, problem: Problem) {
    this.#input = input;
    this.#object = object;
    this.#problem = problem;
    input.addEventListener("input", () => {
      this.#isDirty = true;
    });
    input.addEventListener("change", () => void this.#commit());
    input.addEventListener("blur", () => this.#leave());
    object.string("text").subscribe(() => this.#show());
  }

  /** Shows the server's text where nobody's own is in the way. */
  #show(): void {
    const text = this.#object.string("text").value;
    // Setting what is there already would still move the cursor.
    if (!this.#isDirty && this.#input.value !== text) this.#input.value = text;
  }

  async #commit(): Promise<void> {
    const text = this.#input.value;
    this.#isDirty = true;
    this.#pending++;
    this.#refuse(false);
    this.#problem.clear();
    try {
      await this.#object.call("commit", text);
    } catch (error) {
      this.#refuse(true);
      this.#problem.show(error);
    }
    this.#pending--;
    // What was typed since is not what the server answered to.
    if (this.#pending > 0 || this.#isRefused || this.#input.value !== text) return;
    this.#isDirty = false;
    this.#show();
  }

  #leave(): void {
    if (this.#pending > 0 || this.#isRefused) return;
    this.#isDirty = false;
    this.#show();
  }

  #refuse(isRefused: boolean): void {
    this.#isRefused = isRefused;
    if (isRefused) this.#input.setAttribute("aria-invalid", "true");
    else this.#input.removeAttribute("aria-invalid");
  }
}
