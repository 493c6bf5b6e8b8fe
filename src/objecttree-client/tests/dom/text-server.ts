import type { Page } from "playwright-core";
import type { StringOperation } from "../../src/kinds/string/string-operation.js";
import { cross } from "../../src/writing/transform/cross.js";
import { passString } from "../../src/writing/transform/string-transform.js";

/** What stands for the server of several pages, each with a form: it knows one text, and takes actions when a test says so. */
export class TextServer {
  readonly #pages: readonly Page[];
  /** What was done to the text, in order: each is a frame that all pages get. */
  readonly #done: (readonly StringOperation[])[] = [];
  readonly #taken = new Map<Page, number>();
  text: string;

  constructor(text: string, ...pages: readonly Page[]) {
    this.text = text;
    this.#pages = pages;
  }

  /** Takes what the pages have sent, until nobody sends any more. */
  async settle(): Promise<void> {
    for (let isQuiet = false; !isQuiet; ) {
      isQuiet = true;
      for (const page of this.#pages) if (await this.#take(page)) isQuiet = false;
    }
  }

  async #take(page: Page): Promise<boolean> {
    const taken = this.#taken.get(page) ?? 0;
    const actions = await page.evaluate((from) => formed.server.socket.actions.slice(from), taken);
    for (const { action, base, operations } of actions) {
      const since = this.#done.slice(base).flat();
      const [made] = cross(operations as unknown as StringOperation[], since, false, passString);
      this.#done.push(made);
      for (const operation of made) this.text = applied(this.text, operation);
      const frame = made.map((operation) => ({ ...operation, object: 2, attribute: 1 }));
      const position = this.#done.length;
      await page.evaluate(([number, position]) => formed.server.socket.ack(number, position), [
        action,
        position,
      ] as const);
      for (const each of this.#pages) await each.evaluate((frame) => formed.server.socket.frame(...frame), frame);
    }
    this.#taken.set(page, taken + actions.length);
    return actions.length > 0;
  }
}

function applied(text: string, operation: StringOperation): string {
  if (operation.op === "string.set") return operation.value;
  const { position, deleted, inserted } = operation;
  return text.slice(0, position) + inserted + text.slice(position + deleted);
}
