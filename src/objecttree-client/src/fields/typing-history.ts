import { inverseSplice, pass, type Splice, spliced, spliceOf } from "./splice.js";

/** What undoes or redoes one step: the first applies to the text as it is then. */
type Step = Splice[];

/** What is typed so many milliseconds later is a step of its own. */
const pause = 1_000;
const mostSteps = 200;

/**
 * What a person typed into one text, to be undone and redone in steps as editors make them: a word, what was deleted at once. The last
 * step of either row applies to the text as it is, each one before it to what the one behind it leaves. What others do is brought past
 * all of them. An undo of the tree takes back what a user did last anywhere below an object; this one, what was typed in this field.
 */
export class TypingHistory {
  readonly #undo: Step[] = [];
  readonly #redo: Step[] = [];
  /** When the last step was added to; `-Infinity`: nothing is added to it any more. */
  #time = Number.NEGATIVE_INFINITY;

  /** These were typed into `before`, one after the other. */
  typed(splices: readonly Splice[], before: string, time: number): void {
    const [step] = inverseStep(splices, before);
    const last = this.#undo.at(-1);
    const joined = time - this.#time < pause && last && join(last, step, splices, before);
    if (joined) this.#undo[this.#undo.length - 1] = joined;
    else if (this.#undo.push(step) > mostSteps) this.#undo.shift();
    this.#time = time;
    this.#redo.length = 0;
  }

  /** Somebody else has done this, or the server has taken something back. */
  passed(splice: Splice): void {
    for (const steps of [this.#undo, this.#redo]) {
      let others = [splice];
      for (let index = steps.length - 1; index >= 0; index--) {
        const [step, rest] = pass(steps[index] as Step, others);
        others = rest;
        // What it would have changed is gone.
        if (step.length > 0) steps[index] = step;
        else steps.splice(index, 1);
      }
    }
  }

  /** Gives what undoes the last step, which then can be redone. */
  undo(text: string): readonly Splice[] {
    return this.#turn(this.#undo, this.#redo, text);
  }

  /** Gives what redoes the last step that was undone. */
  redo(text: string): readonly Splice[] {
    return this.#turn(this.#redo, this.#undo, text);
  }

  #turn(from: Step[], to: Step[], text: string): readonly Splice[] {
    const step = from.pop() ?? [];
    if (step.length > 0) to.push(inverseStep(step, text)[0]);
    this.#time = Number.NEGATIVE_INFINITY;
    return step;
  }
}

function inverseStep(splices: readonly Splice[], before: string): readonly [step: Step, after: string] {
  const step: Step = [];
  let text = before;
  for (const splice of splices) {
    step.unshift(inverseSplice(splice, text));
    text = spliced(text, splice);
  }
  return [step, text];
}

/** One step of two, when what was typed goes on with what was typed before it; none where a word begins. */
function join(last: Step, step: Step, splices: readonly Splice[], before: string): Step | undefined {
  const [{ position, deleted, inserted }, next, typed] = [last[0], step[0], splices[0]] as [Splice, Splice, Splice];
  if (last.length > 1 || splices.length > 1) return undefined;
  const isTypedOn = typed.deleted === 0 && deleted > 0 && typed.position === position + deleted;
  const isWord = /\s/.test(before.charAt(typed.position - 1)) && /^\S/.test(typed.inserted);
  if (isTypedOn && !isWord) return [spliceOf(position, deleted + next.deleted, inserted)];
  if (deleted > 0 || typed.inserted !== "") return undefined;
  if (typed.position + typed.deleted === position) return [spliceOf(typed.position, 0, next.inserted + inserted)];
  return typed.position === position ? [spliceOf(position, 0, inserted + next.inserted)] : undefined;
}
