import { connect } from "objecttree-client";
import { dom, mount } from "objecttree-client/dom";

const tree = connect("/tree");

const button = (label, run) =>
  dom.element("button", { text: label, on: { click: () => run().catch((error) => alert(error.message)) } });

mount(document.body, tree, {
  board(board) {
    const entry = dom.element("input", { attributes: { placeholder: "A new note", "aria-label": "A new note" } });
    const add = async () => {
      await board.call("add", entry.value);
      entry.value = "";
    };
    const notes = dom.element("section", { children: board.children });
    const node = dom.element("main", {
      children: [
        dom.element("h1", { text: board.string("title") }),
        dom.element("div", { classes: ["entry"], children: [entry, button("Add", add)] }),
        notes,
      ],
    });
    return { node };
  },

  counter(counter) {
    const node = dom.element("p");
    counter.int("count").subscribe((count) => {
      node.textContent = `${count} notes were written so far.`;
    });
    return { node };
  },

  note: (note) =>
    dom.element("article", {
      style: note.dict("style"),
      children: [
        dom.element("p", { text: note.string("text") }),
        dom.element("ul", { children: dom.each(note.list("seen"), (user) => dom.element("li", { text: user })) }),
        button("To the front", () => note.call("toFront")),
        button("Mark", () => note.call("mark")),
        button("Remove", () => note.call("remove")),
      ],
    }),
});
