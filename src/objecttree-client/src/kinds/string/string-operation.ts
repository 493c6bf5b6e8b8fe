/** What can happen to a string. */
export type StringOperation =
  | { readonly op: "string.set"; readonly value: string }
  | {
      readonly op: "string.splice";
      /** In UTF-16 code units, as `deleted`. */
      readonly position: number;
      readonly deleted: number;
      readonly inserted: string;
    };
