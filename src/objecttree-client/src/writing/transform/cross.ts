/** What a step becomes past another that was made on the same state. */
export type Pass<Step> = (step: Step, other: Step, isFirst: boolean) => Step[];

/**
 * Brings two rows of steps that were made on the same state past each other: either row, and then what the other
 * becomes, leads to the same.
 * @param areFirst whether ours come first in the server's order.
 */
export function cross<Step>(
  ours: readonly Step[],
  theirs: readonly Step[],
  areFirst: boolean,
  pass: Pass<Step>,
): [ours: Step[], theirs: Step[]] {
  let rest = [...theirs];
  const passed: Step[] = [];
  for (const step of ours) {
    let row = [step];
    const next: Step[] = [];
    for (const other of rest) {
      const [mine, ...more] = row;
      if (mine === undefined || more.length > 0) {
        const [become, others] = cross(row, [other], areFirst, pass);
        row = become;
        next.push(...others);
      } else {
        row = pass(mine, other, areFirst);
        next.push(...pass(other, mine, !areFirst));
      }
    }
    passed.push(...row);
    rest = next;
  }
  return [passed, rest];
}
