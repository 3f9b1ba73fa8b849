// The search page. The search box is in the page's header; filters, results and all wording are in the template. The address
// contains the whole search, so it can be shared, and the browser's back button goes through earlier searches.

import { counts, find, years } from "./search/find.js";
import { excerpt, has, mark, opening } from "./search/excerpt.js";
import { open } from "./search/index.js";
import { printPath, read } from "./search/page.js";
import { parse, queryMost } from "./search/query.js";

const perScreen = 10; // results shown at a time
const checkedMost = 5 * perScreen; // candidates read at most to fill a screen

const place = document.getElementById("search");
const say = place.dataset;
const form = document.querySelector("form[role=search]");
const box = form.elements.q;
const filters = place.querySelector("form");
const status = place.querySelector("[role=status]");
const results = place.querySelector("ol");
const more = place.querySelector("button.more");
const pattern = place.querySelector("template").content.firstElementChild;
const panel = filters.querySelector("details");
const number = new Intl.NumberFormat(document.documentElement.lang).format;
const offered = (name) => filters.elements[name]; // an archive without topics has no filter for them
const names = ["agency", "topic", "region", "status", "from", "to", "sort"].filter(offered);
const facets = { agency: "agencies", topic: "topics", region: "regions", status: "status" };
const write = (message, ...values) => values.reduce((text, value, i) => text.replace(`{${i}}`, () => value), message);

// The options also provide the names of agencies, in the language of the page if they have one.
for (const option of filters.querySelectorAll("option")) option.dataset.name = option.text;
const agencies = new Map(Array.from(filters.elements.agency?.options ?? [], (option) => [option.value, option]));
const agency = (id) => agencies.get(id)?.dataset.name.trim() ?? id;

// The index. It is opened again if a part is missing or belongs to another state of the archive.
const get = async (path, fresh) => {
  const answer = await fetch(say.index + path, { cache: fresh ? "no-cache" : "default" });
  if (!answer.ok) throw new Error(answer.status);
  return new Uint8Array(await answer.arrayBuffer());
};
let opened;
const openIndex = (fresh) => (opened = open(get, fresh));

// A search that is still running ends when another one starts.
let latest = 0;
const overtaken = {};

const unable = location.protocol === "file:" ? say.disk : typeof DecompressionStream === "undefined" ? say.old : "";

async function search() {
  if (unable) return empty(unable);
  const mine = ++latest;
  const check = (value) => {
    if (mine !== latest) throw overtaken;
    return value;
  };
  const waiting = setTimeout(() => mine === latest && (status.textContent = say.loading), 300);
  try {
    try {
      await show(check);
    } catch (error) {
      check();
      status.textContent = say.retrying;
      openIndex(true);
      await show(check);
    }
  } catch (error) {
    if (error === overtaken || mine !== latest) return;
    empty(say.missing);
  } finally {
    clearTimeout(waiting);
  }
}

function empty(message) {
  status.textContent = message;
  results.replaceChildren();
  more.hidden = true;
  count = async () => {};
}

// show finds the candidates and shows the first ones that match. Filters without a query are a search too.
async function show(check) {
  const index = check(await (opened ?? openIndex())); // parse needs the index's table of characters
  const query = parse(box.value);
  const what = Object.fromEntries(names.map((name) => [name, filters.elements[name].value]));
  const narrowed = names.some((name) => what[name] && name !== "sort");
  if (!query.looked && (query.pieces.length || !narrowed)) return empty(box.value.trim() && say.short);
  const hits = check(await find(index, query, {
    agencies: what.agency, topics: what.topic, regions: what.region, status: what.status, from: what.from, to: what.to, byDate: what.sort === "date",
  }));
  const candidates = hits.found;
  let next = 0, shown = 0, dropped = 0;
  const screen = async () => {
    const full = shown + perScreen, limit = next + checkedMost;
    while (shown < full && next < candidates.length && next < limit) {
      const some = Array.from(candidates.slice(next, next + full - shown));
      const items = check(await Promise.all(some.map((number) => result(index, number, query))));
      if (!next) results.replaceChildren();
      next += some.length;
      results.append(...items.filter(Boolean));
      dropped = next - (shown += items.filter(Boolean).length);
    }
    if (!next) results.replaceChildren();
    const all = candidates.length - dropped;
    const sure = query.exact || next === candidates.length;
    const notes = [write(all ? (sure ? say.found : say.about) : say.none, number(all))];
    if (query.alone) notes.push(say.alone);
    if (query.cut) notes.push(write(say.cut, number(queryMost)));
    status.textContent = notes.join(" ");
    more.hidden = next === candidates.length;
  };
  await screen();
  let busy = false; // one screen at a time, however often the button is pressed on a slow connection
  more.onclick = async () => {
    if (busy) return;
    busy = true;
    const before = results.childElementCount;
    status.textContent = say.loading;
    try {
      await screen();
      results.children[before]?.querySelector("a").focus();
    } catch (error) {
      if (error === overtaken) return;
      status.textContent = say.retrying; // the results shown may also be from another state of the archive, so search again
      openIndex(true);
      search();
    } finally {
      busy = false;
    }
  };
  count = async () => {
    for (const [name, facet] of Object.entries(facets)) if (offered(name)) showCounts(filters.elements[name], check(await counts(index, hits, facet)));
    showCounts(filters.elements.year, years(index, hits));
  };
  if (panel.open) await count();
}

// result returns the list item of a bulletin, or null if the bulletin does not match.
async function result(index, number, query) {
  const bulletin = await index.document(number);
  const path = bulletin.path.split("/").map(encodeURIComponent).join("/");
  const answer = await fetch(say.root + printPath(path));
  if (!answer.ok && !query.exact) throw new Error(answer.status);
  const { body, summary } = answer.ok ? read(await answer.text()) : { body: "", summary: "" };
  const publishers = bulletin.publishers.map(agency);
  const texts = [bulletin.title, bulletin.subtitle, bulletin.number, bulletin.proper, ...publishers, summary, body];
  if (!query.exact && !has(texts, query)) {
    const called = await index.names();
    if (!has(texts.concat(...bulletin.publishers.map((id) => called[id] ?? [])), query)) return null;
  }
  const item = pattern.cloneNode(true);
  const field = (name) => item.querySelector(`[data-field=${name}]`);
  const language = bulletin.language === document.documentElement.lang ? "" : bulletin.language;
  const put = (name, parts) => {
    const element = field(name);
    if (!parts.length) return element.remove();
    element.append(...parts.map(([text, marked]) => {
      if (!marked) return text;
      const m = document.createElement("mark");
      m.textContent = text;
      return m;
    }));
    if (language && name !== "publishers") element.lang = language;
  };
  field("date").textContent = bulletin.path.slice(0, 10).replaceAll("/", "-");
  put("title", mark(bulletin.title, query));
  field("title").href = say.root + path;
  put("number", mark(bulletin.number, query));
  put("excerpt", excerpt(body, query) ?? excerpt(summary, query) ?? opening(summary || body));
  bulletin.publishers.forEach((id, i) => {
    const link = document.createElement("a");
    link.href = say.agencies + encodeURIComponent(id) + "/";
    link.textContent = publishers[i];
    if (agencies.get(id)?.lang) link.lang = agencies.get(id).lang;
    field("publishers").append(...(i ? [say.comma] : []), link);
  });
  if (bulletin.status) {
    field("status").append(filters.elements.status.querySelector(`[value="${bulletin.status}"]`)?.dataset.name ?? bulletin.status);
    field("status").classList.add(bulletin.status);
  } else {
    field("status").remove();
  }
  return item;
}

// The counts next to the values of the filters are computed only while the filters are open.
let count = async () => {};
panel.addEventListener("toggle", () => panel.open && count().catch(() => {}));

function showCounts(select, counts) {
  for (const option of select.options) {
    if (!option.value) continue;
    const n = counts.get(option.value) ?? 0;
    option.text = write(say.counted, option.dataset.name, number(n));
    option.disabled = !n && !option.selected;
  }
}

// The address contains only the part of the query that is used, since hosts refuse long addresses.
const typed = () => [...box.value.trim()].slice(0, queryMost).join("");
const here = () => location.pathname + location.search;
const address = () => {
  const values = new URLSearchParams();
  if (typed()) values.set("q", typed());
  for (const name of names) if (filters.elements[name].value) values.set(name, filters.elements[name].value);
  const search = values.toString();
  return location.pathname + (search && "?" + search);
};

// Typing replaces the current address, unless a reader may want to come back to it: after submitting a search, choosing a filter
// or opening a result.
let settled = false;
function remember(act) {
  const to = address();
  entitle();
  if (to !== here()) {
    const how = settled || act === "choose" ? "pushState" : "replaceState";
    try { history[how](null, "", to); } catch { /* some browsers refuse more than a hundred in half a minute; the search works all the same */ }
  }
  settled = act !== "type";
}
const title = document.title;
const summary = panel.querySelector("summary"), unnarrowed = summary.textContent;
function entitle() {
  document.title = (typed() ? typed() + " - " : "") + title;
  const set = names.filter((name) => name !== "sort" && filters.elements[name].value).length;
  summary.textContent = set ? write(say.counted, unnarrowed, number(set)) : unnarrowed;
  return set;
}
function recall() {
  const values = new URLSearchParams(location.search);
  box.value = values.get("q") ?? "";
  for (const name of names) {
    const field = filters.elements[name];
    field.value = values.get(name) ?? "";
    if (field.selectedIndex < 0) field.value = ""; // the archive no longer has this value
  }
  if (entitle() && matchMedia("(min-width: 40rem)").matches) panel.open = true; // on a small screen the filters would hide the results
  year();
  settled = location.search !== "";
  return search();
}
addEventListener("popstate", () => address() === here() || recall()); // a link within the page does not change the search

// Searches as the reader types.
let pause;
function follow(act, wait) {
  clearTimeout(pause);
  pause = setTimeout(() => {
    remember(act);
    search();
  }, wait);
}
box.addEventListener("input", (event) => event.isComposing || follow("type", 120));
box.addEventListener("compositionend", () => follow("type", 120));
box.required = false;
form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (matchMedia("(pointer: coarse)").matches) box.blur(); // the on-screen keyboard closes, so that the results can be seen
  follow("submit", 0);
});
filters.addEventListener("submit", (event) => event.preventDefault());
filters.addEventListener("change", ({ target }) => {
  if (target.name === "year") {
    filters.elements.from.value = target.value && target.value + "-01-01";
    filters.elements.to.value = target.value && target.value + "-12-31";
  }
  year();
  follow("choose", 0);
});
filters.addEventListener("reset", () => follow("choose", 0));

// year selects a year in its filter if the dates of the filter are exactly that year.
function year() {
  const { from, to, year } = filters.elements;
  const is = from.value.slice(0, -6);
  year.value = from.value === is + "-01-01" && to.value === is + "-12-31" ? is : "";
}

// Escape clears the box, and the arrow keys move from it through the results and back, unless an input method is composing.
box.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && box.value && !event.isComposing) {
    event.preventDefault();
    box.value = "";
    follow("type", 0);
  }
});
document.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const stops = [box, ...results.querySelectorAll("[data-field=title]"), more];
  const at = stops.indexOf(event.target), to = stops[at + step];
  if (at < 0 || !to || to.hidden) return;
  event.preventDefault();
  to.focus();
});

if (!unable) {
  filters.hidden = false;
  openIndex().catch(() => {}); // a search that needs the index reports the error
  if (!location.search) box.focus();
}
recall();
