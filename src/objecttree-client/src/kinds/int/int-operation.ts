/** What can happen to an int. */
export type IntOperation =
  | { readonly op: "int.set"; readonly object: number; readonly attribute: number; readonly value: number }
  | { readonly op: "int.add"; readonly object: number; readonly attribute: number; readonly delta: number };
