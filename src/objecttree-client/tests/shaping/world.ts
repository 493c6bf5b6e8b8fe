import { expect } from "vitest";
import { connect } from "../../src/connection/connect.js";
import { type Draft, drafting } from "../../src/drafts/index.js";
import type { ActionOperation, Operation } from "../../src/instructions/operation.js";
import type { TreeObject } from "../../src/replica/tree-object.js";
import { identity } from "../../src/values/identity.js";
import { Reference } from "../../src/values/reference.js";
import { FakeServer } from "../support/fake-server.js";
import { create, openType, root, type } from "../support/some.js";
import { dumpOf, expectFreshJson, fitting, lookOf, renamed } from "./looks.js";
import { Mirror } from "./mirror.js";
import { Model } from "./model.js";
import { ModelServer } from "./model-server.js";

export type Step = readonly [what: number, one: number, other: number, third: number];

export interface Drafted {
  readonly draft: Draft;
  readonly made: Set<TreeObject>;
  operations: readonly ActionOperation[];
}

/** A page that changes a tree at random, a server that does too, and a wire between them that a test lets one message over. */
export class World {
  readonly tree;
  readonly server;
  readonly mirror;
  readonly #confirmed = new Model();
  readonly #pending = new Map<number, { operations: readonly ActionOperation[]; position?: number }>();
  readonly #drafts: Drafted[] = [];
  #sent = 0;
  #applied = 0;

  constructor() {
    const server = new FakeServer();
    this.tree = connect("http://host/tree", { WebSocket: server.WebSocket, writing: drafting, onError: () => {} });
    const start = [1, 2, 3].map((id) => create(id + 1, 1, [id, null], { parent: id === 3 ? 2 : 1 }));
    const socket = server.accept([type(0, "root"), openType(1, "card", "count: int, note: value"), root(), ...start]);
    this.server = new ModelServer(socket);
    for (const one of start) {
      this.server.newObject(1, -1);
      this.#confirmed.apply(one);
      this.server.model.apply(one);
    }
    this.mirror = new Mirror(this.tree);
  }

  step([what, one, other, third]: Step): void {
    if (what < 10) this.#single(what, one, other, third);
    else if (what === 10) this.#record([one, other, third]);
    else if (what < 13) this.#serverActs(one, other, third);
    else if (what < 15) this.server.take(one % 4 === 0, (ids) => (other % 3 === 0 ? this.#reaction(ids, third) : []));
    else if (what < 20) this.deliver();
    else this.#draft(what, one, [other, third]);
    this.#note();
    this.check();
  }

  deliver(): void {
    this.mirror.take();
    const before = new Map([...this.tree.objects.values()].map((object) => [object, lookOf(object)]));
    const said = this.server.deliver();
    if (said === undefined) return;
    if (said.said === "frame") {
      this.#applied++;
      for (const operation of said.operations) expect(this.#confirmed.apply(operation)).toBe(true);
    } else if (said.said === "reject") this.#pending.delete(said.action);
    else {
      const pending = this.#pending.get(said.action);
      if (pending !== undefined) pending.position = said.position;
      this.#rename(new Map(said.ids));
    }
    for (const [action, { position }] of this.#pending)
      if (position !== undefined && position <= this.#applied) this.#pending.delete(action);
    this.#expectNothingInVain(before, said.said === "frame" ? said.operations : []);
  }

  /** Nobody is told that something has come and gone at once, or has changed when nothing of it did. */
  #expectNothingInVain(before: ReadonlyMap<TreeObject, string>, operations: readonly Operation[]): void {
    const { came, went, changed, reordered } = this.mirror.take();
    expect(came.filter((object) => went.includes(object))).toEqual([]);
    expect(new Set(changed).size).toBe(changed.length);
    const named = new Set(operations.flatMap((operation) => Object.values(operation)));
    const inVain = (object: TreeObject) => before.get(object) === lookOf(object) && !named.has(object.id);
    expect(changed.filter(inVain).map(lookOf)).toEqual([]);
    expect([...reordered].filter(inVain).map(lookOf)).toEqual([]);
  }

  check(): void {
    const expected = this.#confirmed.copy();
    for (const { operations } of [...this.#pending.values(), ...this.#drafts])
      for (const operation of operations) expected.apply(fitting(expected, operation));
    expect(dumpOf(this.tree.root)).toEqual(expected.dump());
    expect(this.tree.objects.size).toBe(expected.nodes.size);
    for (const [id, { parent }] of expected.nodes) expect(this.tree.objects.get(id)?.parent?.id ?? 0).toBe(parent);
    for (const { key, id } of expected.nodes.values()) if (key !== null) expect(this.tree.find(key)?.id).toBe(id);
    expect(this.mirror.dump(this.tree.root)).toEqual(expected.dump());
    expect(this.mirror.size).toBe(expected.nodes.size);
    expectFreshJson(this.tree.root);
  }

  settle(): void {
    for (const draft of [...this.#drafts]) {
      this.#commit(draft);
      this.#note();
    }
    while (this.server.undelivered > 0) {
      this.server.take(false, () => []);
      this.deliver();
      this.#note();
      this.check();
    }
    expect(this.#pending.size).toBe(0);
    expect(dumpOf(this.tree.root)).toEqual(this.server.model.dump());
  }

  /** Changes something, and tells what that proposes. `made`: what the same action has created. */
  #act(what: number, one: number, other: number, third: number, made: Set<TreeObject>): ActionOperation[] {
    const object = this.#any(one);
    if (what < 4) return this.#create(object, other, third, made);
    if (object === this.tree.root) return [];
    if (this.#isOnlyDrafted(object, made)) {
      expect(() => object.destroy()).toThrow("is in a draft only");
      return [];
    }
    if (what === 4) {
      const { id } = object;
      object.destroy();
      return [{ op: "destroy", id }];
    }
    if (what < 7) return this.#move(object, this.#any(other), third, made);
    const [count, note] = [object.int("count"), object.value("note")];
    if (what < 9) {
      count.add(other - 50);
      if (other === 50) return [];
      const change = made.has(object) ? { op: "int.set", value: count.value } : { op: "int.add", delta: other - 50 };
      return [{ ...change, object: object.id, attribute: 1 } as ActionOperation];
    }
    const named = this.#any(third);
    const value = other % 4 === 0 ? new Reference(named.id) : `n${other % 5}`;
    if (identity(value) === identity(note.value) && !made.has(object)) return [];
    if (value instanceof Reference && this.#isOnlyDrafted(named, made)) {
      expect(() => note.set(value)).toThrow("in a draft only");
      return [];
    }
    note.set(value);
    return [{ op: "value.set", object: object.id, attribute: 2, value }];
  }

  #create(parent: TreeObject, other: number, third: number, made: Set<TreeObject>): ActionOperation[] {
    const key = third % 5 === 0 ? `k${other % 3}` : null;
    const index = third % 2 === 0 ? other % (parent.children.length + 1) : -1;
    const init = other % 2 === 0 ? undefined : (object: TreeObject) => object.int("count").set(third % 3);
    const placing = { ...(index < 0 ? {} : { index }), ...(key === null ? {} : { key }) };
    const taken = key !== null && this.tree.find(key) !== undefined;
    const create = () => this.tree.create("card", parent, init, placing);
    if (this.#isOnlyDrafted(parent, made)) {
      expect(create).toThrow("is in a draft only");
      return [];
    }
    try {
      const object = create();
      expect(taken).toBe(false);
      made.add(object);
      const { id } = object;
      const operation = { op: "new", id, type: 1, parent: parent.id, index, key } as const;
      return init ? [operation, { op: "int.set", object: id, attribute: 1, value: third % 3 }] : [operation];
    } catch (error) {
      // Also when only a draft, which comes later, destroys what has the key.
      expect(`${key} ${error}`).toMatch(/^k.* is taken$/);
      return [];
    }
  }

  #move(object: TreeObject, parent: TreeObject, choice: number, made: Set<TreeObject>): ActionOperation[] {
    const last = parent.children.length - (object.parent === parent ? 1 : 0);
    const index = choice % 3 === 0 ? undefined : choice % (last + 1);
    if (this.#isOnlyDrafted(parent, made)) {
      expect(() => object.moveTo(parent)).toThrow("is in a draft only");
      return [];
    }
    if (parent.isWithin(object)) {
      expect(() => object.moveTo(parent)).toThrow("is within");
      return [];
    }
    const isThere = object.parent === parent && parent.children.value.indexOf(object) === (index ?? last);
    object.moveTo(parent, index);
    return isThere ? [] : [{ op: "move", id: object.id, parent: parent.id, index: index ?? -1 }];
  }

  /** Whether an object is created in a draft that is not the one that is updated: others cannot know it. */
  #isOnlyDrafted({ id }: TreeObject, made: ReadonlySet<TreeObject>): boolean {
    const isMade = [...made].some((object) => object.id === id);
    return (
      !isMade && this.#drafts.some(({ operations }) => operations.some((one) => one.op === "new" && one.id === id))
    );
  }

  #single(what: number, one: number, other: number, third: number): void {
    this.#expectSent(this.#act(what, one, other, third, new Set()));
  }

  #record(choices: readonly number[]): void {
    this.#expectSent(this.#acts(choices, new Set(), (change) => void this.tree.record(change)));
  }

  #acts(
    choices: readonly number[],
    made: Set<TreeObject>,
    record: (change: () => void) => void,
  ): readonly ActionOperation[] {
    const operations: ActionOperation[] = [];
    record(() => {
      for (const choice of choices)
        operations.push(...this.#act(choice % 10, choice * 7, choice * 3, choice * 11, made));
    });
    return operations;
  }

  #draft(what: number, one: number, choices: readonly number[]): void {
    const known = this.#drafts[one % Math.max(this.#drafts.length, 1)];
    if (what === 20 || known === undefined) {
      const made = new Set<TreeObject>();
      let draft: Draft | undefined;
      const operations = this.#acts(choices, made, (change) => {
        draft = this.tree.draft(change);
      });
      this.#drafts.push({ draft: draft as Draft, made, operations });
    } else if (what < 23) {
      const more = this.#acts(choices, known.made, (change) => known.draft.update(change));
      known.operations = [...known.operations, ...more];
    } else if (what === 23) {
      known.draft.discard();
      this.#drafts.splice(this.#drafts.indexOf(known), 1);
    } else this.#commit(known);
    if (what !== 24) this.#expectSent([]);
  }

  #commit(known: Drafted): void {
    known.draft.commit().catch(() => {}); // whether it is refused is for the server to say
    this.#drafts.splice(this.#drafts.indexOf(known), 1);
    this.#expectSent(known.operations);
  }

  #expectSent(operations: readonly ActionOperation[]): void {
    const sent = this.server.socket.actions.slice(this.#sent).map((action) => action.operations);
    expect(sent).toEqual(operations.length === 0 ? [] : [operations]);
  }

  #serverActs(one: number, other: number, third: number): void {
    const { model } = this.server;
    const ids = [...model.nodes.keys()];
    const id = ids[one % ids.length] as number;
    const parent = ids[other % ids.length] as number;
    const length = model.nodes.get(parent)?.children.length ?? 0;
    if (third % 4 === 0) {
      const key = one % 3 === 0 ? `k${other % 3}` : null;
      const taken = [...model.nodes.values()].some((node) => node.key === key && key !== null);
      this.server.act(this.server.newObject(parent, other % (length + 1), taken ? null : key, [third, "server"]));
    } else if (id === 1) return;
    else if (third % 4 === 1) this.server.act({ op: "destroy", id });
    else if (third % 4 === 2 && !model.isWithin(parent, id)) this.server.act({ op: "move", id, parent, index: -1 });
    else this.server.act({ op: "int.set", object: id, attribute: 1, value: third });
  }

  /** What the server does to what was just created. */
  #reaction(ids: readonly (readonly [number, number])[], what: number): readonly Operation[] {
    const [, id] = ids[0] ?? [];
    if (id === undefined) return [];
    if (what % 3 === 0) return [{ op: "destroy", id }];
    if (what % 3 === 1)
      return [this.server.newObject(id, -1), { op: "int.set", object: id, attribute: 1, value: what }];
    return [{ op: "move", id, parent: 1, index: 0 }];
  }

  #any(choice: number): TreeObject {
    const objects = [...this.tree.objects.values()];
    return objects[choice % objects.length] as TreeObject;
  }

  /** Takes note of what the page has sent. */
  #note(): void {
    for (const { action, operations } of this.server.socket.actions.slice(this.#sent))
      this.#pending.set(action, { operations });
    this.#sent = this.server.socket.actions.length;
  }

  #rename(ids: ReadonlyMap<number, number>): void {
    for (const pending of [...this.#pending.values(), ...this.#drafts])
      pending.operations = pending.operations.map((operation) => renamed(operation, ids));
  }
}
