// Shows the page anew when the server says that it changed, swaps style sheets in place, and tells problems over the page.
// A browser keeps the place by itself, but loses it where one reload follows close upon another: the place that a page is
// still on its way to is then the one to keep.
const stored = sessionStorage.getItem("gongbao-place");
sessionStorage.removeItem("gongbao-place");
let place = stored && JSON.parse(stored);
if (place?.path !== location.pathname) place = null;
if (document.readyState === "complete") arrive();
else addEventListener("load", arrive);

function arrive() {
  if (place) scrollTo({ left: place.x, top: place.y, behavior: "instant" });
  place = null;
}

function reload() {
  sessionStorage.setItem("gongbao-place", JSON.stringify(place ?? { path: location.pathname, x: scrollX, y: scrollY }));
  location.reload();
}

const seen = new URL(import.meta.url).searchParams.get("seen");
const news = new EventSource(`/_gongbao/events?page=${encodeURIComponent(location.pathname)}&seen=${seen}`);
let lost = false;

news.onmessage = (event) => {
  const message = JSON.parse(event.data);
  if (lost) return reload(); // the server was started again
  if (message.kind === "reload") reload();
  if (message.kind === "styles") swap(message.styles);
  if (message.kind === "problems") tell(message.problems ?? []);
};
news.onerror = () => { lost = true; };
addEventListener("pagehide", () => news.close());

// The name of a style sheet is NAME.HASH.css: the new one of the same name takes the place of the old when it is loaded.
function swap(styles) {
  for (const old of document.querySelectorAll('link[rel="stylesheet"]')) {
    const [, root, name] = old.getAttribute("href").match(/^(.*)assets\/([^/]+)\.[^./]+\.css$/) ?? [];
    const path = styles.find((s) => s.startsWith(`assets/${name}.`));
    if (!path) continue;
    const fresh = old.cloneNode();
    fresh.href = root + path;
    fresh.onload = () => old.remove();
    old.after(fresh);
  }
}

function tell(problems) {
  document.querySelector("aside.gongbao-problems")?.remove();
  if (problems.length === 0 || document.querySelector("main.gongbao-problems")) return;
  const box = element("aside", "", "gongbao-problems");
  box.setAttribute("role", "alert");
  box.append(element("h1", problems.length === 1 ? "1 problem; this is the last good page" : `${problems.length} problems; this is the last good page`));
  for (const p of problems) {
    const place = [p.file, p.line, p.column].filter(Boolean).join(":");
    box.append(element("h2", place), element("p", p.message));
    if (p.lines) {
      const source = document.createElement("pre");
      for (const line of p.lines) {
        const row = element("span", "", line.here ? "here" : "");
        row.append(element("b", line.number), ` ${line.text}`);
        source.append(row);
      }
      box.append(source);
    }
    if (p.hint) box.append(element("p", p.hint, "hint"));
  }
  document.body.append(box);
}

function element(name, text, className) {
  const e = document.createElement(name);
  e.textContent = text;
  if (className) e.className = className;
  return e;
}
