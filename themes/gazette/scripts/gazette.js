// Remembers the text size, shares the address, goes back, and focuses the search box. Reading and finding bulletins needs none of
// this, so the controls are hidden in the page until this script shows them.

const root = document.documentElement;
const all = (selector) => document.querySelectorAll(selector);

// Storage may be forbidden. A choice then lasts until the page is closed.
const recall = (key) => { try { return localStorage.getItem(key); } catch { return null; } };
const remember = (key, value) => { try { localStorage.setItem(key, value); } catch { /* forbidden */ } };

// Text size: a class on the root, on every page.
const sizes = ["large", "medium", "small"];
function setSize(size) {
  root.classList.remove(...sizes);
  root.classList.add(size);
  for (const button of all(".size button")) button.ariaPressed = String(button.value === size);
}
const size = recall("size");
setSize(sizes.includes(size) ? size : "medium");
for (const group of all(".size")) {
  group.hidden = false;
  group.addEventListener("click", ({ target }) => {
    if (!sizes.includes(target.value)) return;
    setSize(target.value);
    remember("size", target.value);
  });
}

// Share: the permanent address, wherever the page is read.
const address = all("link[rel=canonical]")[0]?.href ?? location.href.split("#")[0];
const actions = {
  copy: navigator.clipboard && ((share) => navigator.clipboard.writeText(address).then(
    () => { share.querySelector("output").value = share.dataset.copied; },
    () => getSelection().selectAllChildren(all(".address")[0]), // not allowed: select it, to be copied by hand
  )),
  device: navigator.share && (() => navigator.share({ title: document.title, url: address }).catch(() => {})), // cancelled
};
for (const button of all(".share button")) {
  const act = actions[button.value];
  if (!act) continue;
  button.hidden = false;
  button.addEventListener("click", () => act(button.parentNode));
}

// Close: goes back to the list from which the reader came.
for (const link of all(".close")) {
  link.addEventListener("click", (event) => {
    if (history.length > 1 && document.referrer.startsWith(location.origin + "/")) {
      event.preventDefault();
      history.back();
    }
  });
}

// The key / moves to the search box, unless the reader has turned it off (WCAG 2.2 SC 2.1.4).
const box = all("input[type=search]")[0];
const shortcut = all(".shortcut")[0];
if (shortcut) {
  const check = shortcut.querySelector("input");
  shortcut.hidden = !box;
  check.checked = recall("shortcut") !== "off";
  check.addEventListener("change", () => remember("shortcut", check.checked ? "on" : "off"));
}
addEventListener("keydown", (event) => {
  const writing = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || writing || !box || recall("shortcut") === "off") return;
  event.preventDefault();
  box.focus();
});
