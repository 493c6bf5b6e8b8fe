import type { CreateOperation, Operation, TypeOperation } from "../../src/instructions/operation.js";
import type { KindName } from "../../src/kinds/kind.js";
import type { Value } from "../../src/values/value.js";

/** A type announced as `type(1, "note", "text: string, style: dict")`. */
export function type(number: number, frontend: string, attributes = ""): TypeOperation {
  const declared = attributes.split(", ").filter((text) => text !== "");
  return {
    op: "type",
    number,
    type: frontend,
    frontend,
    attributes: declared.map((text) => {
      const [name, kind] = text.split(": ") as [string, KindName];
      return { name, kind, flags: 0 };
    }),
    methods: [],
  };
}

/** A type whose attributes clients may write. */
export function openType(number: number, frontend: string, attributes: string): TypeOperation {
  const made = type(number, frontend, attributes);
  return { ...made, attributes: made.attributes.map((attribute) => ({ ...attribute, flags: 1 })) };
}

/** A new object; below the root, last, without key and tags unless said otherwise. */
export function create(
  id: number,
  typeNumber: number,
  state: readonly Value[] = [],
  rest: Partial<CreateOperation> = {},
): CreateOperation {
  return { op: "create", id, type: typeNumber, parent: 1, index: -1, key: null, tags: [], state, ...rest };
}

export function root(): CreateOperation {
  return create(1, 0, [], { parent: 0 });
}

export function destroy(id: number): Operation {
  return { op: "destroy", id };
}

export function move(id: number, parent: number, index = -1): Operation {
  return { op: "move", id, parent, index };
}

/** The first attribute of an object becomes this text. */
export function setText(object: number, value: string, attribute = 1): Operation {
  return { op: "string.set", object, attribute, value };
}

export function setInt(object: number, attribute: number, value: number): Operation {
  return { op: "int.set", object, attribute, value };
}

/** A snapshot with one note, object 2, whose attribute 1 is its `text`. */
export function noteSnapshot(text = "hello"): readonly Operation[] {
  return [type(0, "root"), type(1, "note", "text: string, count: int"), root(), create(2, 1, [text, 0])];
}
