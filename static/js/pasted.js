/* What people paste stays in the editor until the server has named what it cannot keep; nothing of it is loaded. */
import { Extension, Mark, Node } from "django-prose-editor/editor";

const MEDIA = ["iframe", "video", "audio", "object", "embed"];
const DRAWINGS = ["svg", "canvas"];
const CONTROLS = ["input", "select", "textarea"];

const fileIn = (address) => (/^\s*(data|blob|file|cid):/i.test(address) ? "" : address.split("?")[0].split("/").pop());

function hostIn(element) {
  const inside = element.querySelector("[src]");
  const address = element.getAttribute("src") || element.getAttribute("data") || inside?.getAttribute("src") || "";
  if (!address) return ""; // it has been left behind before: its name stands in the title
  try {
    return new URL(address, document.baseURI).hostname;
  } catch {
    return "";
  }
}

/* What is left of an element: its tag, and the name under which it is told. Its address stays behind. */
function traceOf(element) {
  const tag = element.tagName.toLowerCase();
  const of = (name) => element.getAttribute(name) || "";
  if (MEDIA.includes(tag)) return { tag: "iframe", name: hostIn(element) || of("title") };
  if (tag === "img") return { tag, name: of("alt") || of("title") || fileIn(of("src")), width: of("width") };
  if (CONTROLS.includes(tag)) return { tag: "input", kind: of("type"), checked: element.hasAttribute("checked") };
  return { tag: tag === "math" ? tag : "canvas", name: of("aria-label") || element.textContent.trim() };
}

function written({ tag, name, width, kind, checked }) {
  if (tag === "img") return [tag, { alt: name, width: width || null }];
  if (tag === "iframe") return [tag, { title: name }];
  if (tag === "input") return [tag, { type: kind || "text", checked: checked ? "" : null }];
  if (tag === "math") return [tag, {}, name];
  return [tag, { "aria-label": name }];
}

/* Lines that were typed stay lines. */
function withBreaks(element) {
  const copy = element.cloneNode(true);
  const walker = document.createTreeWalker(copy, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) texts.push(walker.currentNode);
  for (const text of texts) {
    const typed = text.data.replace(/\n$/, "").split("\n");
    const lines = typed.map((line) => line.replace(/^ +/, (spaces) => "\u00a0".repeat(spaces.length)));
    text.replaceWith(...lines.flatMap((line, at) => (at ? [document.createElement("br"), line] : [line])));
  }
  return copy;
}

const Left = Node.create({
  name: "left",
  group: "inline",
  inline: true,
  atom: true,
  addAttributes: () => ({
    tag: { default: "img" },
    name: { default: "" },
    width: { default: "" },
    kind: { default: "" },
    checked: { default: false },
  }),
  parseHTML: () => [
    ...["img", "math", ...MEDIA, ...DRAWINGS, ...CONTROLS].map((tag) => ({ tag, getAttrs: traceOf })),
    { tag: "rp", ignore: true },
    { tag: "h1", node: "heading", attrs: { level: 2 } },
    ...["h4", "h5", "h6"].map((tag) => ({ tag, node: "heading", attrs: { level: 3 } })),
    { tag: "pre", node: "paragraph", preserveWhitespace: true, contentElement: withBreaks },
  ],
  renderHTML: ({ node }) => written(node.attrs),
  addNodeView: () => ({ node }) => {
    const dom = document.createElement("span");
    dom.className = "left-out";
    dom.textContent = node.attrs.name || node.attrs.tag;
    return { dom };
  },
});

/* Phrases that the server keeps, or writes as text. */
const phrase = (tag, attributes = {}) =>
  Mark.create({
    name: tag,
    inclusive: false,
    addAttributes: () => attributes,
    parseHTML: () => [{ tag }],
    renderHTML: ({ HTMLAttributes }) => [tag, HTMLAttributes, 0],
  });

/* An address that the editor takes for none stays without effect, until the server has named it. */
const Unsafe = Mark.create({
  name: "unsafe",
  priority: 1,
  inclusive: false,
  addAttributes: () => ({ href: { default: "" } }),
  parseHTML: () => [{ tag: "a[href]", getAttrs: (link) => ({ href: link.getAttribute("href").replace(/^unsafe:/, "") }) }],
  renderHTML: ({ HTMLAttributes: { href } }) => ["a", { href: `unsafe:${href}` }, 0],
});

export const Pasted = Extension.create({
  name: "pasted",
  addExtensions: () => [
    Left,
    Unsafe,
    phrase("ruby"),
    phrase("rt"),
    phrase("q"),
    phrase("abbr", { title: { default: null } }),
  ],
});
