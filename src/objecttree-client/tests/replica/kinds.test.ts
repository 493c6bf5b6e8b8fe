import { describe, expect, test } from "vitest";
import { ProtocolError } from "../../src/codec/protocol-error.js";
import type { Operation } from "../../src/instructions/operation.js";
import { identity, isSame } from "../../src/values/identity.js";
import { createRecord } from "../../src/values/record.js";
import { Reference } from "../../src/values/reference.js";
import { toPlain } from "../../src/values/to-plain.js";
import { toValue } from "../../src/values/to-value.js";
import { FedReplica } from "../support/replica.js";
import { create, destroy, root, type } from "../support/some.js";

const declared =
  "text: string, size: float, any: value, owner: reference, rang: event, items: list, marks: set, style: dict";
const at = (attribute: number) => ({ object: 2, attribute }) as const;

function one(): FedReplica {
  const state = ["a😀b", 1, null, null, null, ["a", "b"], ["a", "b"], new Map([["a", 1]])];
  return new FedReplica(type(0, "root"), type(1, "all", declared), root(), create(2, 1, state));
}

/** Applies operations that are wrong, and expects that nothing has changed. */
function refuses(...operations: Operation[]): void {
  const fed = one();
  const before = fed.get(1).toJSON();
  expect(() => fed.frame(...operations)).toThrow(ProtocolError);
  expect(fed.get(1).toJSON()).toBe(before);
}

describe("kinds", () => {
  test("Float_ThatWouldNotStayFinite_IsRefused", () => {
    const fed = one();
    fed.frame({ op: "float.add", ...at(2), delta: 0.5 });
    expect(fed.get(2).float("size").value).toBe(1.5);
    const huge = { op: "float.set", ...at(2), value: Number.MAX_VALUE } as const;
    refuses(huge, { op: "float.add", ...at(2), delta: Number.MAX_VALUE });
  });

  test("Reference_LeadsToWhatIsThereNow", () => {
    const fed = one();
    fed.frame({ op: "reference.set", ...at(4), value: 3 });
    const owner = fed.get(2).reference("owner");
    expect([owner.value, owner.id]).toEqual([null, 3]);
    fed.frame(create(3, 0));
    expect(owner.value).toBe(fed.get(3));
    fed.frame(destroy(3));
    expect([owner.value, owner.id]).toEqual([null, 3]);
  });

  test("Event_IsToldInOrderOnceAndNeverOfASnapshot", () => {
    const fed = one();
    const heard: unknown[] = [];
    fed
      .get(2)
      .event("rang")
      .listen((change) => heard.push(change));
    fed.frame({ op: "event.emit", ...at(5), value: 1 }, { op: "event.withdraw", ...at(5), value: 1 });
    expect(heard).toEqual([
      { args: 1, undone: false },
      { args: 1, undone: true },
    ]);
    refuses({ op: "event.emit", ...at(5), value: 1 }, destroy(99));
  });

  test("Splice_ThatSplitsASurrogatePair_IsRefused", () => {
    refuses({ op: "string.splice", ...at(1), position: 2, deleted: 0, inserted: "x" });
    refuses({ op: "string.splice", ...at(1), position: 0, deleted: 2, inserted: "" });
    const fed = one();
    fed.frame({ op: "string.splice", ...at(1), position: 1, deleted: 2, inserted: "" });
    expect(fed.get(2).string("text").value).toBe("ab");
  });

  test("Key_ThatAnotherObjectHas_IsRefusedUntilThatOneGoes", () => {
    const fed = one();
    fed.frame(create(3, 0, [], { key: "k" }));
    expect(() => fed.frame(create(4, 0, [], { key: "k" }))).toThrow(ProtocolError);
    fed.frame(destroy(3), create(4, 0, [], { key: "k" }));
    expect(fed.replica.find("k")).toBe(fed.get(4));
    refuses(create(5, 0, [], { key: "x" }), create(6, 0, [], { key: "x" }));
  });
});

describe("patches", () => {
  test("Patch_ThatBreaksItsRules_IsRefused", () => {
    refuses({ op: "set.patch", ...at(7), removed: ["a"], added: ["a"] });
    refuses({ op: "set.patch", ...at(7), removed: ["x"], added: [] });
    refuses({ op: "set.patch", ...at(7), removed: [], added: ["b"] });
    refuses({ op: "dict.patch", ...at(8), removed: ["a"], put: new Map([["a", 2]]) });
    refuses({ op: "dict.patch", ...at(8), removed: ["x"], put: new Map() });
    refuses({ op: "list.patch", ...at(6), steps: [{ op: "list.removeRange", index: 1, count: 2 }] });
  });

  test("Patches_AreToldItemByItem", () => {
    const fed = one();
    const heard: unknown[] = [];
    const object = fed.get(2);
    object.list("items").listen(({ kind, index }) => heard.push([kind, index]));
    object.set("marks").listen(({ kind, item }) => heard.push([kind, item]));
    object.dict("style").listen(({ kind, key }) => heard.push([kind, key]));
    fed.frame(
      {
        ...{ op: "list.patch", ...at(6) },
        steps: [
          { op: "list.replace", index: 1, value: "B" },
          { op: "list.move", from: 1, to: 0 },
        ],
      },
      { op: "set.patch", ...at(7), removed: ["a"], added: ["c"] },
      { op: "dict.patch", ...at(8), removed: ["a"], put: new Map([["__proto__", 2]]) },
    );
    expect(heard).toEqual([
      ...[
        ["replace", 1],
        ["move", 0],
      ],
      ...[
        ["remove", "a"],
        ["add", "c"],
      ],
      ...[
        ["remove", "a"],
        ["put", "__proto__"],
      ],
    ]);
  });
});

describe("added attributes", () => {
  const note = { name: "note", kind: "string", flags: 0 } as const;

  test("AddedAttribute_IsOneLikeAnyOther_UntilItIsRemoved", () => {
    const fed = one();
    const changed: number[] = [];
    fed.replica.events.change.add(({ id }) => void changed.push(id));
    fed.frame({ op: "addAttribute", ...at(20), declaration: note, state: "x" });
    expect(fed.get(2).string("note").value).toBe("x");
    expect(fed.get(2).toJSON().attributes.note).toBe("x");
    fed.frame({ op: "string.set", ...at(20), value: "y" });
    expect(fed.get(2).string("note").value).toBe("y");
    fed.frame({ op: "removeAttribute", ...at(20) });
    expect(() => fed.get(2).string("note")).toThrow(/no string attribute "note"/);
    expect(changed).toEqual([2, 2, 2]);
  });

  test("AddedAttribute_OfAFrameThatIsWrong_LeavesNoTrace", () => {
    refuses({ op: "addAttribute", ...at(20), declaration: note, state: "x" }, destroy(99));
    refuses({ op: "addAttribute", ...at(3), declaration: note, state: "x" });
    refuses({ op: "removeAttribute", ...at(3) });
    const fed = one();
    fed.frame({ op: "addAttribute", ...at(20), declaration: note, state: "x" });
    expect(() =>
      fed.frame(
        { op: "removeAttribute", ...at(20) },
        { op: "addAttribute", ...at(20), declaration: note, state: "other" },
        destroy(99),
      ),
    ).toThrow(ProtocolError);
    expect(fed.get(2).string("note").value).toBe("x");
  });
});

describe("values", () => {
  const names = ["__proto__", "constructor", "toString", "toJSON", "then"];
  const kind = { number: 4, record: "Odd", fields: names };

  test("Record_WithNamesThatEveryObjectHas_HoldsDataOnly", async () => {
    const record = createRecord(kind, [1, 2, 3, 4, 5]);
    expect(Object.keys(record)).toEqual(names);
    expect(Object.getPrototypeOf(record)).toBeNull();
    expect(Object.isFrozen(record)).toBe(true);
    expect(await record).toBe(record);
    expect(Object.entries(toPlain(record) as object)).toEqual(names.map((name, index) => [name, index + 1]));
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    expect(isSame(toValue(record, 8), record)).toBe(true);
    expect(isSame(toValue({ ...record }, 8), record)).toBe(false);
  });

  test("Identity_TellsApartWhatIsNotTheSame", () => {
    const values = [
      ...[5, "5", [5], [-0], [0], -0, 0, new Uint8Array([5]), new Uint8Array([]), [], new Map(), new Reference(5)],
      ...[
        new Map([["reference", 5]]),
        createRecord(kind, [1, 2, 3, 4, 5]),
        createRecord({ ...kind, number: 5 }, [1, 2, 3, 4, 5]),
      ],
      createRecord({ number: 6, record: "Empty", fields: [] }, []),
    ];
    expect(new Set(values.map(identity)).size).toBe(values.length);
    expect(isSame(new Reference(7), new Reference(7, () => undefined))).toBe(true);
  });

  test("ToValue_OfBytesAndObjects_IsACopyAndAReference", () => {
    const bytes = new Uint8Array([1]);
    const [copy, reference] = toValue([bytes, one().get(2)], 8) as [Uint8Array, Reference];
    bytes[0] = 2;
    expect([copy[0], reference.id, reference instanceof Reference]).toEqual([1, 2, true]);
  });
});
