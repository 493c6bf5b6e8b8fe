/** One change of a list. Applied one after the other to a copy of the old items, the changes give the new ones. */
export type ListChange<Item> =
  | { readonly kind: "insert"; readonly index: number; readonly item: Item }
  | { readonly kind: "remove"; readonly index: number; readonly oldItem: Item }
  | { readonly kind: "replace"; readonly index: number; readonly item: Item; readonly oldItem: Item }
  /** From `oldIndex` to `index`, which counts after the item was taken out. */
  | { readonly kind: "move"; readonly index: number; readonly oldIndex: number; readonly item: Item };
