import { connect } from "objecttree-client";
import { dom, mount } from "objecttree-client/dom";
import { field } from "objecttree-client/fields";
import { undoable } from "objecttree-client/undo";
import { writing } from "objecttree-client/writing";

mount(document.body, connect("/tree", { writing: undoable(writing), onError: console.warn }), {
  document(document) {
    const problem = dom.element("p", { attributes: { role: "alert" } });
    const refused = (reason) => problem.replaceChildren(reason?.message ?? "");
    // Ctrl+Z undoes what was typed in one field; these buttons what this page did last, to whatever.
    const takeBack = (what) => async () => {
      try {
        problem.replaceChildren((await document[what]()) ? "" : `There is nothing to ${what}.`);
      } catch (error) {
        refused(error);
      }
    };
    const button = (text, what, can) => {
      const made = dom.element("button", { text, on: { click: takeBack(what) } });
      can.subscribe((is) => {
        made.disabled = !is;
      });
      return made;
    };
    return dom.element("main", {
      children: [
        dom.element("input", {
          attributes: { "aria-label": "Title", maxlength: "80" }, // the server takes 60 and says so
          value: field(document.string("title"), { refused }),
        }),
        dom.element("textarea", {
          attributes: { "aria-label": "Text", rows: "16", spellcheck: "false" },
          value: field(document.string("text"), { refused }),
        }),
        dom.element("nav", {
          children: [
            button("Undo", "undo", document.canUndo),
            button("Redo", "redo", document.canRedo),
            problem,
          ],
        }),
      ],
    });
  },
});
