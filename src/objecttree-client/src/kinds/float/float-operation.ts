/** What can happen to a float. */
export type FloatOperation =
  | { readonly op: "float.set"; readonly value: number }
  | { readonly op: "float.add"; readonly delta: number };
