// Keeps an open page up to date with its sources. It changes only what differs, so that the scroll position, the focus, the
// selection and what is unfolded stay. Where that is not safe it reloads the page. Problems are shown over the page.
//
// What is safe: the server sends each state of the page as it wrote it. Only what differs between the last state and the new
// one is touched, and only where the page still holds what the server wrote last. What a script of the page has changed is
// never overwritten, nothing is inserted next to it, and scripts themselves are never replaced.

let seen = new URL(import.meta.url).searchParams.get("seen"); // which state of the page this is
let written; // the page as the server wrote it
let events;

const status = own("p", "", "gongbao-status"); // for screen readers only
status.setAttribute("role", "status");
document.body.append(status);
const say = (text) => { status.textContent = text; };

// A hidden page does not listen, because a browser opens few connections to one server.
document.addEventListener("visibilitychange", () => (document.hidden ? events?.close() : listen()));
if (!document.hidden) listen();

function listen() {
  events?.close();
  events = new EventSource(`/_gongbao/events?page=${encodeURIComponent(location.pathname)}`);
  events.onmessage = ({ data }) => {
    const message = JSON.parse(data);
    if (message.kind === "page") showPage(message);
    if (message.kind === "moved") follow(message.to);
    if (message.kind === "problems") showProblems(message.problems ?? []);
  };
  events.onerror = () => {
    events.close();
    setTimeout(() => document.hidden || listen(), 1000);
  };
}

// A new state of the page.

function showPage(message) {
  const next = new DOMParser().parseFromString(message.page, "text/html");
  if (message.seen !== seen) {
    if (files(message.seen) !== files(seen)) return reload(); // a picture has the same address as before
    let todo;
    try {
      todo = [...changes(written.documentElement, next.documentElement, document.documentElement)];
    } catch {
      return reload();
    }
    if (!todo.length) return reload(); // it differs in something that changes() does not compare, such as a template
    const focus = document.activeElement;
    for (const change of todo) change();
    if (focus && !focus.isConnected) refocus(focus);
    say(`Updated at ${new Date().toLocaleTimeString()}`);
  }
  written = next;
  seen = message.seen;
}

// A state consists of a hash of the page and one of the files that belong to it.
const files = (state) => state.split("-")[1];

// changes yields what to do to a live node, given what the server wrote last and what it writes now. It throws if that is not
// safe.
function* changes(was, next, live) {
  if (was.isEqualNode(next)) return;
  if (was.nodeName !== next.nodeName || live?.nodeName !== was.nodeName) throw "not as written";
  if (was.nodeType !== Node.ELEMENT_NODE) {
    if (live.data !== was.data) throw "changed by a script";
    yield () => { live.data = next.data; };
    return;
  }
  if (isStyle(was) && isStyle(next)) {
    yield () => restyle(live, next);
    return;
  }
  if (was.matches(fixed)) throw "a script, a style or a link of the head";
  for (const name of new Set([...was.getAttributeNames(), ...next.getAttributeNames()])) {
    const value = next.getAttribute(name);
    if (value === was.getAttribute(name)) continue;
    if (live.getAttribute(name) !== was.getAttribute(name)) throw "changed by a script";
    yield () => (value === null ? live.removeAttribute(name) : live.setAttribute(name, value));
  }
  const before = [...was.childNodes], after = [...next.childNodes];
  const here = [...live.childNodes].filter((node) => !("gongbao" in (node.dataset ?? {})));
  if (here.length !== before.length) throw "changed by a script";
  let head = 0, tail = 0;
  const most = Math.min(before.length, after.length);
  while (head < most && before[head].isEqualNode(after[head])) head++;
  while (tail < most - head && before.at(-1 - tail).isEqualNode(after.at(-1 - tail))) tail++;
  const go = before.slice(head, before.length - tail), come = after.slice(head, after.length - tail);
  if (go.length === come.length && go.every((node, i) => node.nodeName === come[i].nodeName)) {
    for (const [i, node] of go.entries()) yield* changes(node, come[i], here[head + i]);
    return;
  }
  if (!before.every((node, i) => node.isEqualNode(here[i]))) throw "changed by a script";
  if ([...go, ...come].some((node) => node.matches?.(fixed) || node.querySelector?.(fixed))) throw "a script, a style or a link of the head";
  yield () => {
    const fresh = come.map((node) => document.importNode(node, true));
    const end = here[head + go.length] ?? null;
    for (const node of here.slice(head, head + go.length)) node.remove();
    for (const node of fresh) live.insertBefore(node, end);
  };
}

// What cannot be replaced in an open page. A script that holds data is not a script here.
const fixed = 'script:not([type$="json"]), style, link, base, meta[http-equiv], iframe, object';

const isStyle = (node) => node.matches('link[rel="stylesheet"]');

// The old style sheet goes when the new one is loaded, so that the page always has one.
function restyle(old, next) {
  const fresh = document.importNode(next);
  fresh.onload = fresh.onerror = () => old.remove();
  old.dataset.gongbao = "";
  old.before(fresh);
}

function refocus(gone) {
  const same = gone.id ? "#" + CSS.escape(gone.id) : gone.matches("a[href]") ? `a[href="${CSS.escape(gone.getAttribute("href"))}"]` : null;
  if (same) document.querySelector(same)?.focus({ preventScroll: true });
}

// Reloading. A browser keeps the scroll position, but loses it if one reload follows soon after another. Then the position to
// keep is the one that the page is still scrolling to.

let place = JSON.parse(sessionStorage.getItem("gongbao-place"));
sessionStorage.removeItem("gongbao-place");
if (place?.path !== location.pathname) place = null;
if (document.readyState === "complete") arrive();
else addEventListener("load", arrive);

function arrive() {
  if (place) scrollTo({ left: place.x, top: place.y, behavior: "instant" });
  place = null;
}

function reload() {
  events.close();
  sessionStorage.setItem("gongbao-place", JSON.stringify(place ?? { path: location.pathname, x: scrollX, y: scrollY }));
  location.reload();
}

// The page has a new address, since its slug or date changed.
function follow(to) {
  events.close();
  const there = new URL(to, location.origin);
  there.hash = location.hash;
  sessionStorage.setItem("gongbao-place", JSON.stringify({ path: there.pathname, x: scrollX, y: scrollY }));
  location.replace(there);
}

// Problems. They can be folded away. Screen readers hear them in one sentence. Remarks on the text, which stop nothing, are folded
// away at first.

function showProblems(problems) {
  const old = document.querySelector("aside.gongbao-problems");
  old?.remove();
  if (document.querySelector("main.gongbao-problems")) return;
  if (problems.length === 0) {
    if (old) say("No more problems");
    return;
  }
  const box = own("aside", "", "gongbao-problems");
  box.setAttribute("aria-label", "Problems");
  const fold = element("details");
  const remarks = problems.every((p) => p.warning);
  fold.open = remarks ? old?.querySelector("details").open && old.classList.contains("gongbao-remarks") : true;
  if (remarks) box.classList.add("gongbao-remarks");
  const count = (what) => (problems.length === 1 ? `1 ${what}` : `${problems.length} ${what}s`);
  const heading = remarks ? `${count("remark")} on this text` : `${count("problem")}; this is the last good page`;
  fold.append(element("summary", heading));
  for (const p of problems) {
    fold.append(element("h2", p.place), element("p", p.text));
    if (p.lines) {
      const source = element("pre");
      for (const line of p.lines) {
        const row = element("span", "", line.here ? "here" : "");
        row.append(element("b", line.number), ` ${line.before}`);
        if (line.found) row.append(element("mark", line.found));
        row.append(line.after ?? "");
        source.append(row);
      }
      fold.append(source);
    }
    for (const hint of [...(p.hints ?? []), p.others]) if (hint) fold.append(element("p", hint, "hint"));
  }
  box.append(fold);
  document.body.append(box);
  say(`${heading}. ${problems[0].text}`);
}

// own makes an element that is not part of the page.
function own(name, text, className) {
  const e = element(name, text, className);
  e.dataset.gongbao = "";
  return e;
}

function element(name, text = "", className = "") {
  const e = document.createElement(name);
  e.textContent = text;
  if (className) e.className = className;
  return e;
}
