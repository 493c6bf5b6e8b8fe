import { malformed } from "../codec/protocol-error.js";
import { ObjectType } from "../instructions/object-type.js";
import type { CreateOperation, MoveOperation, Operation } from "../instructions/operation.js";
import type { InstructionScope } from "../instructions/scope.js";
import type { TypeDeclaration } from "../instructions/type-declaration.js";
import type { AttributeOperation } from "../kinds/attribute-operation.js";
import type { AnyTopic } from "../kinds/kind.js";
import type { Children } from "./children.js";
import type { ReplicaHost } from "./replica-host.js";
import { TreeObject } from "./tree-object.js";

/** What a frame goes on from: the types and objects that are there, or none of them for a snapshot. */
export interface StagingBase {
  readonly types: ReadonlyMap<number, ObjectType>;
  readonly objects: ReadonlyMap<number, TreeObject>;
}

/** A topic or the children of an object, as a frame touches them. */
type Touchable = AnyTopic | Children;

/**
 * A frame or snapshot on its way into a replica. Operations are applied to staged values beside the real ones, and each
 * is checked against them; nothing can be seen of it before the replica commits the whole, and rollback leaves no trace.
 */
export class StagedFrame implements InstructionScope {
  /** Types announced here. */
  readonly types = new Map<number, ObjectType>();
  /** Objects created here and still there, parents before children. */
  readonly created = new Map<number, TreeObject>();
  /** Objects of the base destroyed here, children before parents. */
  readonly destroyed = new Set<TreeObject>();
  /** Topics and lists of children that were changed, in the order of their first change, with whose they are. */
  readonly touched: (readonly [Touchable, TreeObject])[] = [];
  /** Objects that got another parent. */
  readonly moved = new Set<TreeObject>();
  readonly #base: StagingBase;
  readonly #isSnapshot: boolean;
  readonly #host: ReplicaHost;

  constructor(base: StagingBase, isSnapshot: boolean, host: ReplicaHost) {
    this.#base = base;
    this.#isSnapshot = isSnapshot;
    this.#host = host;
  }

  type(number: number): ObjectType {
    const type = this.types.get(number) ?? this.#base.types.get(number);
    if (type === undefined) throw malformed("type");
    return type;
  }

  typeOf(object: number): ObjectType {
    return this.#object(object).objectType;
  }

  apply(operation: Operation): void {
    switch (operation.op) {
      case "type":
        return this.#announce(operation);
      case "create":
        return operation.parent === 0 ? this.#createRoot(operation) : this.#create(operation);
    }
    if (this.#isSnapshot) throw malformed("snapshot");
    switch (operation.op) {
      case "destroy":
        return this.#destroy(operation.id);
      case "move":
        return this.#move(operation);
      default:
        return this.#change(operation);
    }
  }

  /** Drops all that is staged. */
  rollback(): void {
    for (const [topic] of this.touched) topic.rollback();
    for (const object of this.moved) object.rollbackParent();
  }

  #announce(declaration: TypeDeclaration): void {
    const known = this.types.get(declaration.number) ?? this.#base.types.get(declaration.number);
    if (known === undefined) this.types.set(declaration.number, new ObjectType(declaration));
    else if (!known.isSameAs(declaration)) throw malformed("type");
  }

  #createRoot(operation: CreateOperation): void {
    if (!this.#isSnapshot || this.created.size > 0) throw malformed("root");
    if (operation.id !== 1) throw malformed("root");
    if (operation.index > 0 || operation.index < -1) throw malformed("range");
    this.#add(operation, undefined);
  }

  #create(operation: CreateOperation): void {
    if (this.#find(operation.id) !== undefined) throw malformed("id");
    const parent = this.#object(operation.parent);
    this.#insert(this.#add(operation, parent), parent, operation.index);
  }

  #add({ id, key, type, tags, state }: CreateOperation, parent: TreeObject | undefined): TreeObject {
    if (new Set(tags).size !== tags.length) throw malformed("twice");
    const object = new TreeObject(id, key, this.type(type), [tags, ...state], parent, this.#host);
    this.created.set(id, object);
    return object;
  }

  #destroy(id: number): void {
    const object = this.#object(id);
    this.#takeOut(object);
    const all = [object];
    // One by one: no call takes as many arguments as an object may have children.
    for (const above of all) for (const child of above.children.current) all.push(child);
    for (const gone of all.reverse()) {
      if (this.created.get(gone.id) === gone) this.created.delete(gone.id);
      else this.destroyed.add(gone);
    }
  }

  #move({ id, parent: parentId, index }: MoveOperation): void {
    const object = this.#object(id);
    const parent = this.#object(parentId);
    for (let above: TreeObject | undefined = parent; above !== undefined; above = above.currentParent) {
      if (above === object) throw malformed("cycle");
    }
    if (object.currentParent === parent) {
      const children = this.#childrenOf(parent);
      children.move(children.current.indexOf(object), placeOf(index, children.current.length - 1));
      return;
    }
    this.#takeOut(object);
    this.#insert(object, parent, index);
    object.stageParent(parent);
    this.moved.add(object);
  }

  #change(operation: AttributeOperation): void {
    const object = this.#object(operation.object);
    const topic = object.topic(operation.attribute);
    this.#touch(topic, object);
    // The operation was read by the kind that the type declares for this attribute, so it is of this topic's kind.
    topic.apply(operation as never);
  }

  #insert(object: TreeObject, parent: TreeObject, index: number): void {
    const children = this.#childrenOf(parent);
    children.insert(placeOf(index, children.current.length), [object]);
  }

  #takeOut(object: TreeObject): void {
    const parent = object.currentParent;
    if (parent === undefined) throw malformed("root");
    const children = this.#childrenOf(parent);
    children.remove(children.current.indexOf(object), 1);
  }

  #childrenOf(parent: TreeObject): Children {
    this.#touch(parent.children, parent);
    return parent.children;
  }

  #touch(topic: Touchable, object: TreeObject): void {
    if (!topic.isStaged) this.touched.push([topic, object]);
  }

  #object(id: number): TreeObject {
    const object = this.#find(id);
    if (object === undefined) throw malformed("id");
    return object;
  }

  #find(id: number): TreeObject | undefined {
    const created = this.created.get(id);
    if (created !== undefined) return created;
    const object = this.#base.objects.get(id);
    return object === undefined || this.destroyed.has(object) ? undefined : object;
  }
}

/** The place that an index of the wire means, in a list that has `length` items before. */
function placeOf(index: number, length: number): number {
  if (index < -1 || index > length) throw malformed("range");
  return index === -1 ? length : index;
}
