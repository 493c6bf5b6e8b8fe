// Written by objecttree-contract from the classes of a server's tree. Do not change it: write it again.
// Fingerprint: 39d0e1bd616dd26c
import { contractOf } from "objecttree-client/contract";
import type * as tree from "objecttree-client/contract";

export interface SObjectAttributes {}

export interface SObjectMethods {}

export interface SObject extends tree.Typed<"SObject", SObjectAttributes, SObjectMethods> {}

export interface AuthorAttributes {
  readonly name: tree.StringTopic;
}

export interface AuthorMethods {}

/** Somebody who has written Books. */
export interface Author extends tree.Typed<"author", AuthorAttributes, AuthorMethods> {}

export interface BookAttributes {
  readonly by: tree.ReferenceTopic<Author>;
  readonly loans: tree.ListTopic<Loan>;
  readonly place: tree.ValueTopic<"onShelf" | "lent">;
  /**
   * How much it is liked.
   * Constraint: The number has to be from 0 to 5.
   */
  readonly stars: tree.IntTopic;
  /**
   * What is on its back.
   * Constraint: A value is required.
   * Constraint: The text may have 80 characters at most.
   */
  readonly title: tree.StringTopic;
}

export interface BookMethods {
  /** Gives the book to somebody. Returns how often it was lent so far. */
  lend(to: string): number;
}

/** One book of the shelf. */
export interface Book extends tree.Typed<"book", BookAttributes, BookMethods> {}

export type Loan = { readonly to: string; readonly since: string; };

/** The types of the tree's objects, by their frontend types. */
export interface Contract {
  readonly SObject: SObject;
  readonly author: Author;
  readonly book: Book;
}

/** What the server is compared with when a page connects. */
export const contract = contractOf<Contract>({
  SObject: {
    attributes: {},
    calls: [],
  },
  author: {
    attributes: {
      name: "string",
    },
    calls: [],
  },
  book: {
    attributes: {
      by: "reference",
      loans: "list",
      place: "value",
      stars: "writable int",
      title: "writable string",
    },
    calls: ["lend"],
  },
});
