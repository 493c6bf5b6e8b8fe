import { connect } from "objecttree-client";
import { dom, mount } from "objecttree-client/dom";

const button = (text, click) => dom.element("button", { text, on: { click } });

mount(document.body, connect("/tree"), {
  board(board) {
    const entry = dom.element("input", { attributes: { placeholder: "A new note", "aria-label": "A new note" } });
    const problem = dom.element("p", { classes: ["problem"], attributes: { role: "alert" } });
    const count = dom.element("p");
    board.int("written").subscribe((written) => {
      count.textContent = `Notes written so far: ${written}`;
    });
    const add = async (event) => {
      event.preventDefault();
      try {
        await board.call("add", entry.value);
        entry.value = "";
        problem.textContent = "";
      } catch (error) {
        problem.textContent = error.message;
      }
    };
    return dom.element("main", {
      children: [
        dom.element("h1", { text: board.string("title") }),
        dom.element("form", { children: [entry, dom.element("button", { text: "Add" })], on: { submit: add } }),
        problem,
        count,
        dom.element("section", { children: board.children }),
      ],
    });
  },

  note: (note) =>
    dom.element("article", {
      style: note.dict("style"),
      children: [
        dom.element("p", { text: note.string("text") }),
        dom.element("ul", { children: dom.each(note.list("markedBy"), (user) => dom.element("li", { text: user })) }),
        button("To the front", () => note.call("toFront")),
        button("Mark", () => note.call("mark")),
        button("Remove", () => note.call("remove")),
      ],
    }),
});
