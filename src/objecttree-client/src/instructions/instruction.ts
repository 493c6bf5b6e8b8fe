/** The first integers of instructions that are no attribute operations. */
export enum Instruction {
  target = -1,
  create = -2,
  createNext = -3,
  destroy = -4,
  move = -5,
  type = -6,
  addAttribute = -7,
  removeAttribute = -8,
  record = -9,
  repeat = -10,
  new = -11,
  /** A near target, whose id is n higher than the current object's, is this minus n. */
  near = -16,
}
