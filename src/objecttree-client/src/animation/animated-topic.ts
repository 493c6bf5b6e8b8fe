import { Topic } from "../kinds/topic.js";
import { animationFrames } from "./animation-frames.js";

/** What a topic can be made of: whatever has a value that can be followed. */
export interface Followable<State> {
  readonly value: State;
  subscribe(listener: (now: State, before: State | undefined) => void): () => void;
}

/** A topic that becomes what another one is, once in an animation frame however often that one changes. */
class AnimatedTopic<State> extends Topic<State, never> {
  readonly #source: Followable<State>;

  constructor(source: Followable<State>) {
    super(source.value);
    this.#source = source;
    let isFirst = true;
    source.subscribe(() => {
      if (!isFirst) animationFrames.ask(this);
      isFirst = false;
    });
  }

  /** What the source is now is what this becomes. */
  override commitStaged(...args: Parameters<Topic<State, never>["commitStaged"]>): void {
    this.stage(this.#source.value);
    super.commitStaged(...args);
  }
}

/**
 * A topic, or what shows it, at the pace of the screen: who subscribes to the result is called at once, and from then on at
 * most once in an animation frame, with the value of that moment and the one that it was told before. A page that is hidden is told
 * when it is seen again. Made in a view factory, it ends with the view: `dom.element("td", { text: animated(object.int("price")) })`.
 */
export function animated<State>(source: Followable<State>): Pick<Topic<State, never>, "value" | "subscribe"> {
  return new AnimatedTopic(source);
}
