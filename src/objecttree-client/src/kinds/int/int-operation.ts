/** What can happen to an int. */
export type IntOperation =
  | { readonly op: "int.set"; readonly value: number }
  | { readonly op: "int.add"; readonly delta: number };
