import { connect } from "objecttree-client";
import { dom, mount } from "objecttree-client/dom";
import { writing } from "objecttree-client/writing";
import { type Contract, contract } from "./contract.js";

const tree = connect<Contract>("/tree", { contract, writing });

mount(document.body, tree, {
  book: (book) => {
    const said = dom.element("output");
    const lend = async () => {
      const times = await book.call("lend", "Ann");
      const loan = book.loans.value[times - 1];
      said.textContent = `Lent ${times} times, to ${loan?.to}`;
    };
    const more = () => {
      try {
        book.stars.add(1);
      } catch (refused) {
        said.textContent = (refused as Error).message;
      }
    };
    const place = dom.element("small");
    book.place.subscribe((now) => {
      place.textContent = now === "onShelf" ? "on the shelf" : "lent";
    });
    return dom.element("article", {
      children: [
        dom.element("h2", { text: book.title }),
        dom.element("p", { text: book.by.value?.name ?? "" }),
        dom.element("span", { text: book.int("stars") }),
        dom.element("button", { text: "More stars", on: { click: more } }),
        dom.element("button", { text: "Lend", on: { click: lend } }),
        place,
        said,
      ],
    });
  },
  author: (author) => dom.element("footer", { text: author.string("name") }),
});
