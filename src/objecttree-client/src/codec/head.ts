/** What the first byte of a MessagePack value says that follows. */
export enum Family {
  nil = "n",
  bool = "b",
  int = "i",
  float = "f",
  str = "s",
  bin = "x",
  array = "a",
  map = "m",
  extension = "e",
}

/** The families of the heads 0xc0 to 0xdf, one letter each. 0xc1 has none. */
export const families = "n bbxxxeeeffiiiiiiiieeeeesssaamm";

/**
 * For each of these heads how many bytes its integer, length or count has, as a power of two; where there is none, what
 * stands for it: whether a bool is true, and which of the two floats follows.
 */
export const widths = "00010120120101230123012340121212";
