import { malformed } from "../codec/protocol-error.js";
import { ObjectType } from "../instructions/object-type.js";
import type {
  AddAttributeOperation,
  CreateOperation,
  MoveOperation,
  Operation,
  RecordOperation,
  RemoveAttributeOperation,
  TypeOperation,
} from "../instructions/operation.js";
import type { InstructionScope } from "../instructions/scope.js";
import type { AttributeOperation, TopicOperation } from "../kinds/attribute-operation.js";
import type { AnyTopic, Kind } from "../kinds/kind.js";
import type { RecordKind } from "../values/record.js";
import { Reference } from "../values/reference.js";
import type { Children } from "./children.js";
import type { Surroundings } from "./replica-host.js";
import { TreeObject } from "./tree-object.js";

/** What a frame goes on from: all that is there, or nothing for a snapshot. */
export interface StagingBase {
  readonly types: ReadonlyMap<number, ObjectType>;
  readonly records: ReadonlyMap<number, RecordKind>;
  readonly objects: ReadonlyMap<number, TreeObject>;
  readonly keys: ReadonlyMap<string, TreeObject>;
}

/** A topic or the children of an object, as a frame touches them. */
type Touchable = AnyTopic | Children;

/**
 * A frame or snapshot on its way into a replica. What operations do to topics is staged beside the real values; what they do
 * to an object's place and attributes is done at once, with how to undo it. Nobody can look before the replica commits the
 * whole, since nothing of a page runs until then, and rollback leaves no trace.
 */
export class StagedFrame implements InstructionScope {
  /** Types announced here. */
  readonly types = new Map<number, ObjectType>();
  /** Kinds of records announced here. */
  readonly records = new Map<number, RecordKind>();
  /** Objects created here and still there, parents before children. */
  readonly created = new Map<number, TreeObject>();
  /** Objects of the base destroyed here, children before parents. */
  readonly destroyed = new Set<TreeObject>();
  /** Topics and lists of children that were changed, in the order of their first change, with whose they are. */
  touched: (readonly [Touchable, TreeObject])[] = [];
  /** Objects that got another parent or other attributes. */
  readonly reshaped = new Set<TreeObject>();
  readonly #keys = new Map<string, TreeObject>();
  readonly #undo: (() => void)[] = [];
  readonly #base: StagingBase;
  readonly isSnapshot: boolean;
  readonly #replica: Surroundings;

  constructor(base: StagingBase, isSnapshot: boolean, replica: Surroundings) {
    this.#base = base;
    this.isSnapshot = isSnapshot;
    this.#replica = replica;
  }

  type(number: number): ObjectType {
    const type = this.types.get(number) ?? this.#base.types.get(number);
    if (type === undefined) malformed();
    return type;
  }

  recordKind(number: number): RecordKind | undefined {
    return this.records.get(number) ?? this.#base.records.get(number);
  }

  reference(id: number): Reference {
    return new Reference(id, this.#replica.at);
  }

  kindOf(object: number, attribute: number): Kind {
    // It is asked for a Target or an attribute's operation, which no snapshot has.
    if (this.isSnapshot) malformed();
    return this.#object(object).kindOf(attribute);
  }

  apply(operation: Operation): void {
    switch (operation.op) {
      case "type":
        return this.#announceType(operation);
      case "record":
        return this.#announceRecord(operation);
      case "create":
        return operation.parent === 0 ? this.#createRoot(operation) : this.#create(operation);
      case "addAttribute":
        return this.#addAttribute(operation);
    }
    if (this.isSnapshot) malformed();
    switch (operation.op) {
      case "destroy":
        return this.#destroy(operation.id);
      case "move":
        return this.#move(operation);
      case "removeAttribute":
        return this.#removeAttribute(operation);
      default:
        return this.#change(operation);
    }
  }

  /** Drops all that is staged. */
  rollback(): void {
    for (const [topic] of this.touched) topic.rollback();
    for (const undo of this.#undo.reverse()) undo();
  }

  #announceType(declaration: TypeOperation): void {
    const { number } = declaration;
    const known = this.types.get(number) ?? this.#base.types.get(number);
    this.#expectNew(known?.declaration, declaration);
    if (known === undefined) this.types.set(number, new ObjectType(declaration));
  }

  #announceRecord(declaration: RecordOperation): void {
    const { number } = declaration;
    const known = this.recordKind(number);
    this.#expectNew(known, declaration);
    this.records.set(number, known ?? declaration);
  }

  /** What a snapshot announces stands at its head. Announcing a number again must say the same. */
  #expectNew(known: object | undefined, declaration: object): void {
    // Both were made by the same reader, so their JSON says it.
    const isOther = known && JSON.stringify(known) !== JSON.stringify(declaration);
    if (isOther || (this.isSnapshot && this.created.size > 0)) malformed();
  }

  #createRoot(operation: CreateOperation): void {
    if (!this.isSnapshot || this.created.size > 0 || operation.id !== 1) malformed();
    placeOf(operation.index, 0);
    this.#add(operation, undefined);
  }

  #create(operation: CreateOperation): void {
    if (this.find(operation.id) !== undefined) malformed();
    const parent = this.#object(operation.parent);
    this.insert(this.#add(operation, parent), parent, operation.index);
  }

  #add(operation: CreateOperation, parent: TreeObject | undefined): TreeObject {
    const { id, key, type, tags, state } = operation;
    if (new Set(tags).size !== tags.length || this.holderOf(key)) malformed();
    const object =
      this.#replica.host.layers?.adopt?.(this, operation) ??
      new TreeObject(id, key, this.type(type), [tags, ...state], parent, this.#replica);
    this.add(object);
    return object;
  }

  #destroy(id: number): void {
    const object = this.#object(id);
    this.takeOut(object);
    this.drop(object);
  }

  /** Notes that an object goes, and all below it with it. Gives them, children before parents. */
  drop(object: TreeObject): TreeObject[] {
    const all = [object];
    // One by one: no call takes as many arguments as an object may have children.
    for (const above of all) for (const child of above.children.current) all.push(child);
    for (const gone of all.reverse()) {
      if (this.created.get(gone.id) === gone) this.created.delete(gone.id);
      else this.destroyed.add(gone);
    }
    return all;
  }

  #move({ id, parent: parentId, index }: MoveOperation): void {
    const object = this.#object(id);
    const parent = this.#object(parentId);
    if (parent.isWithin(object)) malformed();
    this.move(object, parent, index);
  }

  /** Moves an object to another parent or place. */
  move(object: TreeObject, parent: TreeObject, index: number): void {
    if (object.parent === parent) {
      const children = this.#childrenOf(parent);
      children.moveItem(children.current.indexOf(object), placeOf(index, children.current.length - 1));
      return;
    }
    this.takeOut(object);
    this.insert(object, parent, index);
    this.place(object, parent);
  }

  #addAttribute({ object: id, attribute, declaration, state }: AddAttributeOperation): void {
    const object = this.#object(id);
    this.#undo.push(object.addAttribute(attribute, declaration, state));
    this.reshaped.add(object);
  }

  #removeAttribute({ object: id, attribute }: RemoveAttributeOperation): void {
    const object = this.#object(id);
    this.#undo.push(object.removeAttribute(attribute));
    this.reshaped.add(object);
  }

  #change(operation: AttributeOperation): void {
    const topic = this.#object(operation.object).topics[operation.attribute] as AnyTopic;
    if (!this.#replica.host.layers?.take(topic, operation)) this.show(topic, operation);
  }

  /** Changes what is shown of an attribute. */
  show(topic: AnyTopic, operation: TopicOperation): void {
    this.#touch(topic, topic.owner as TreeObject);
    // The operation was read by the kind that is declared for this attribute, so it is of this topic's kind.
    topic.apply(operation as never);
  }

  /** What has this key after the frame. */
  holderOf(key: string | null): TreeObject | undefined {
    const holder = key === null ? undefined : (this.#keys.get(key) ?? this.#base.keys.get(key));
    return holder && this.find(holder.id) === holder ? holder : undefined;
  }

  /** An object is there, anew or again. */
  add(object: TreeObject): void {
    if (object.key !== null) this.#keys.set(object.key, object);
    if (!this.destroyed.delete(object)) this.created.set(object.id, object);
  }

  /** Puts an object among the children of another. */
  insert(object: TreeObject, parent: TreeObject, index: number): void {
    const children = this.#childrenOf(parent);
    children.insertItems(placeOf(index, children.current.length), [object]);
  }

  /** Takes an object out of its parent's children. */
  takeOut(object: TreeObject): void {
    const { parent } = object;
    if (parent === undefined) malformed();
    const children = this.#childrenOf(parent);
    children.removeItems(children.current.indexOf(object), 1);
  }

  /** An object has another parent. */
  place(object: TreeObject, parent: TreeObject): void {
    this.#undo.push(object.setParent(parent));
    this.reshaped.add(object);
  }

  #childrenOf(parent: TreeObject): Children {
    this.#touch(parent.children, parent);
    return parent.children;
  }

  #touch(topic: Touchable, object: TreeObject): void {
    if (!topic.isStaged) this.touched.push([topic, object]);
  }

  #object(id: number): TreeObject {
    const object = this.find(id);
    if (object === undefined) malformed();
    return object;
  }

  /** The object with this id, if it is there after the frame. */
  find(id: number): TreeObject | undefined {
    const created = this.created.get(id);
    if (created !== undefined) return created;
    const object = this.#base.objects.get(id);
    return object === undefined || this.destroyed.has(object) ? undefined : object;
  }
}

/** The place that an index of the wire means, in a list that has `length` items before. */
function placeOf(index: number, length: number): number {
  if (index < -1 || index > length) malformed();
  return index === -1 ? length : index;
}
