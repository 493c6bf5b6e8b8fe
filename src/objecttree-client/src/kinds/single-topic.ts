import { Topic } from "./topic.js";

/** A value was there, and another one is. */
export interface SingleChange<State> {
  readonly old: State;
  readonly new: State;
}

/** A topic that holds one value and gets another one as a whole. */
export abstract class SingleTopic<State, Shown = State> extends Topic<State, SingleChange<State>, Shown> {
  /** @internal The frame makes this the value, and it is told. */
  protected become(value: State): void {
    this.tell({ old: this.staged, new: value });
    this.stage(value);
  }
}
