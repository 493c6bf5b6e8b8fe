// What a page that changes the tree's shape can do with trees and objects.
import { Tree } from "../connection/tree.js";
import { TreeObject } from "../replica/tree-object.js";
import type { Placing } from "./placing.js";
import { ShapingWriter } from "./shaping-writer.js";

/** An object of the tree, with the types of a contract or without. */
type AnyObject = Pick<TreeObject, "id" | "children">;

declare module "../connection/tree.js" {
  interface Tree {
    /**
     * Creates an object and shows it at once; within `record` as a part of that action. Until the server has created it its `id`
     * is negative, and what `init` does not give it is empty.
     * @param type the name of its class on the server, which is registered in the tree and opens it to clients.
     * @param init gives it first values.
     * @throws TypeError when the server has told of no such type. ObjectTreeError: `NOT_FOUND` when the parent is gone, `VALIDATION`
     * when the key is taken, `DISCONNECTED`, `LIMIT`. RangeError when `index` is not among the parent's children.
     */
    create(type: string, parent: AnyObject, init?: (object: TreeObject) => void, placing?: Placing): TreeObject;
  }
}
declare module "../replica/tree-object.js" {
  interface TreeObject {
    /**
     * Destroys the object, and all below it, at once; within `record` as a part of that action. What the server refuses comes back.
     * @throws ObjectTreeError `NOT_FOUND` when it is gone, `FORBIDDEN` for the root, `DISCONNECTED`, `LIMIT`.
     */
    destroy(): void;
    /**
     * Moves the object below another, or to another place, at once; within `record` as a part of that action.
     * @param index its place among the children of its parent, after it was taken out; the last unless given.
     * @throws ObjectTreeError `CYCLE` when the parent is the object or below it, else as `destroy`. RangeError when `index` is no place.
     */
    moveTo(parent: AnyObject, index?: number): void;
  }
}

Tree.prototype.create = function (type, parent, init, placing) {
  return expectShaping(this.writer).create(type, parent as TreeObject, init, placing);
};
TreeObject.prototype.destroy = function () {
  expectShaping(this.surroundings.host.layers).destroy(this);
};
TreeObject.prototype.moveTo = function (parent, index) {
  expectShaping(this.surroundings.host.layers).move(this, parent as TreeObject, index);
};

function expectShaping(writer: unknown): ShapingWriter {
  if (writer instanceof ShapingWriter) return writer;
  throw new TypeError("connect with { writing: shaping }");
}
