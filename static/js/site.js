// What every page adds when scripts run. Nothing here is needed to use the site.

const root = document.documentElement;
const find = (selector, within = document) => within.querySelector(selector);
const narrow = matchMedia("(max-width: 48rem)");

// Theme button: pins light or dark, and says which is on.
function isDark() {
  if (root.dataset.theme) return root.dataset.theme === "dark";
  return matchMedia("(prefers-color-scheme: dark)").matches;
}

function sayTheme() {
  find("#theme-button")?.setAttribute("aria-pressed", String(isDark()));
}

document.addEventListener("click", (event) => {
  if (!event.target.closest("#theme-button")) return;
  root.dataset.theme = isDark() ? "light" : "dark";
  sayTheme();
  try {
    localStorage.setItem("theme", root.dataset.theme);
  } catch {
    // The choice then lasts for this page only.
  }
});

// Keys: / search, j and k through the rows, ? help, Esc leaves.
function moveThroughRows(step) {
  const links = [...document.querySelectorAll("[data-row-link]")];
  // Rows inside a closed part of the page cannot be reached.
  const rows = links.filter((link) => link.getClientRects().length);
  if (!rows.length) return;
  const here = rows.indexOf(document.activeElement);
  const next = Math.min(Math.max(here + step, 0), rows.length - 1);
  rows[next].focus();
}

const keys = {
  "/": () => find("#site-search")?.focus(),
  j: () => moveThroughRows(1),
  k: () => moveThroughRows(-1),
  "?": () => {
    const help = find("#key-help");
    if (help && !help.open) help.showModal();
  },
};
// The same keys on keyboards of other scripts, by their place.
const places = { KeyJ: "j", KeyK: "k", Slash: "/" };

function keyOf(event) {
  if (event.key === "؟") return "?";
  const foreign = event.key.length === 1 && event.key > "~";
  return foreign ? places[event.code] : event.key;
}

document.addEventListener("keydown", (event) => {
  const inField = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key === "Escape" && inField) inField.blur();
  if (inField || event.ctrlKey || event.metaKey || event.altKey) return;
  const action = keys[keyOf(event)];
  if (!action) return;
  event.preventDefault();
  action();
});

// Copy: the text that a button names, or the address of the page. Without the right to
// write to the clipboard the text is selected, so that a key copies it.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy], [data-copy-address]");
  if (!button) return;
  const text = document.getElementById(button.dataset.copy);
  const status = find("[role=status]", button.parentElement);
  try {
    await navigator.clipboard.writeText(text?.textContent.trim() ?? location.href);
    status.textContent = button.dataset.done;
  } catch {
    if (text) getSelection().selectAllChildren(text);
    status.textContent = button.dataset.failed;
  }
});

// Search inside a long facet.
document.addEventListener("input", (event) => {
  const box = event.target.closest("[data-facet-search]")?.closest(".facet");
  if (!box) return;
  const wanted = event.target.value.trim().toLowerCase();
  for (const rest of box.querySelectorAll(":scope details details")) rest.open = wanted !== "";
  for (const option of box.querySelectorAll(".option")) {
    option.hidden = wanted !== "" && !option.textContent.toLowerCase().includes(wanted);
  }
});

function closeDrawers() {
  if (!narrow.matches) return;
  const aside = ".drawer:not(:has(:target))";
  for (const drawer of document.querySelectorAll(aside)) drawer.open = false;
}

// Going back exchanges the page.
function prepare() {
  sayTheme();
  closeDrawers();
}

prepare();
document.addEventListener("htmx:historyRestore", prepare);

// htmx: no empty parameters in the address.
document.addEventListener("htmx:configRequest", (event) => {
  const parameters = event.detail.parameters;
  for (const name of [...new Set(parameters.keys())]) {
    const kept = parameters.getAll(name).filter((value) => value !== "");
    parameters.delete(name);
    for (const value of kept) parameters.append(name, value);
  }
});

// A filter chosen without a page load belongs to the other language's address too.
document.addEventListener("htmx:pushedIntoHistory", () => {
  const other = find(".language-switch");
  if (other) other.search = location.search;
});
