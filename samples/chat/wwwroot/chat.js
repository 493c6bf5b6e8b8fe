import { connect } from "objecttree-client";
import { dom, mount } from "objecttree-client/dom";
import { field } from "objecttree-client/fields";
import { writing } from "objecttree-client/writing";

const form = document.getElementById("sign-in");

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const { name, password } = Object.fromEntries(new FormData(form));
  const tree = connect("/tree", { writing, token: `${name}\n${password}`, onError: console.warn });
  try {
    await tree.ready;
    form.remove();
    mount(document.body, tree, views(name));
  } catch (error) {
    tree.close();
    form.querySelector("[role=alert]").textContent =
      error.code === "UNAUTHENTICATED" ? "The name is somebody else's, or the password is wrong." : error.message;
  }
});

const views = (me) => ({
  room(room) {
    const entry = dom.element("input", { attributes: { "aria-label": "Your message", maxlength: "600" } /* the server takes 500 and says so */ });
    const problem = dom.element("p", { attributes: { role: "alert" } });
    const say = async (event) => {
      event.preventDefault();
      try {
        await room.call("say", entry.value);
        entry.value = "";
        problem.textContent = "";
      } catch (error) {
        problem.textContent = error.message;
      }
    };
    return dom.element("main", {
      children: [
        dom.element("ul", {
          attributes: { "aria-label": "Here" },
          children: dom.each(room.list("here"), (name) => dom.element("li", { text: name })),
        }),
        dom.element("section", { attributes: { "aria-label": "Messages" }, children: room.children }),
        dom.element("form", { children: [entry, dom.element("button", { text: "Say" })], on: { submit: say } }),
        problem,
      ],
    });
  },

  message(message) {
    const author = message.string("author").value;
    const at = new Date(message.value("at").value).toLocaleTimeString();
    const problem = dom.element("p", { attributes: { role: "alert" } });
    const text =
      author === me
        ? dom.element("input", {
            attributes: { "aria-label": "What you said" },
            value: field(message.string("text"), { refused: (reason) => problem.replaceChildren(reason?.message ?? "") }),
          })
        : dom.element("p", { text: message.string("text") });
    const remove = dom.element("button", { text: "Remove", on: { click: () => message.call("remove") } });
    return dom.element("article", {
      children: [dom.element("header", { text: `${author}, ${at}` }), text, ...(author === me ? [remove] : []), problem],
    });
  },
});
