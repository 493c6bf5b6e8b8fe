// The built-in page: shows whatever the server's tree holds with the ready-made elements. Where the tree is stands in
// <meta name="objecttree" content="/tree">.
import { connect } from "../connection/connect.js";
import { mount } from "../dom/mount/mount.js";
import { elements } from "../elements/elements.js";

const address = document.querySelector<HTMLMetaElement>('meta[name="objecttree"]')?.content ?? "/tree";
mount(document.body, connect(address), elements);
