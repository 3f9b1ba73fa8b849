// Takes the text of a bulletin from its print view, the smallest page with all of it. The page is only parsed, never run or shown.

const inline = new Set(("A ABBR B BDI BDO CITE CODE DATA DEL DFN EM FONT I IMG INS KBD MARK Q RP RT RUBY S SAMP SMALL SPAN STRIKE STRONG SUB SUP " +
  "TIME TT U VAR WBR").split(" "));

export const printPath = (path) => path.replace(/(\/index)?\.html$/, (ending) => (ending === ".html" ? ".print.html" : "/print.html"));

// read returns the text and the summary of a bulletin whose print view is html.
export function read(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const out = [];
  // Results do not quote a withdrawn text: the summary says why it was withdrawn.
  if (!page.querySelector("article > .notice.withdrawn")) for (const text of page.querySelectorAll("article > .text")) walk(text, out);
  return { body: out.join(""), summary: page.querySelector('meta[name="description" i]')?.content ?? "" };
}

// The page adds these to the text: note marks, back links of notes, and file sizes after a space.
const added = "[role=doc-noteref], [role=doc-backlink], .file-info";

// walk appends the text of an element as it is in the index: blocks separated, list items numbered, images as their alternative text.
function walk(element, out) {
  let number = element.start ?? 1;
  for (const node of element.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) out.push(node.data);
    if (node.nodeType !== Node.ELEMENT_NODE) continue;
    if (node.matches(added)) {
      if (node.className) out.push(out.pop().trimEnd());
      continue;
    }
    const apart = !inline.has(node.tagName);
    if (apart) out.push("\n");
    if (node.tagName === "IMG") out.push(node.alt);
    if (node.tagName === "LI" && element.tagName === "OL") out.push(number++ + ". ");
    walk(node, out);
    if (apart) out.push("\n");
  }
}
