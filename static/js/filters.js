// While htmx exchanges a list, no change of its filters is lost, and what is folded,
// focused and seen stays.

const form = () => document.querySelector("#filters");
const ours = (event) => event.detail.requestConfig?.elt.closest("#filters");

// An answer to an older state of the form is not shown: a newer request follows.
let changes = 0;

document.addEventListener("change", (event) => {
  if (event.target.name && event.target.closest("#filters")) changes += 1;
});

document.addEventListener("htmx:beforeRequest", (event) => {
  if (!ours(event)) return;
  const { requestConfig, pathInfo } = event.detail;
  requestConfig.changes = changes;
  // Enter both changes a field and sends the form.
  const wanted = new URL(pathInfo.finalRequestPath, location.href).href;
  if (wanted === location.href) event.preventDefault();
});

document.addEventListener("htmx:beforeSwap", (event) => {
  if (!ours(event) || !event.detail.shouldSwap) return;
  if (event.detail.requestConfig.changes === changes) remember();
  else event.detail.shouldSwap = false;
});

// The name of a fold in every answer: the parameter inside it, or else its words.
function nameOf(fold) {
  const words = fold.querySelector("summary").textContent.replace(/\d/g, "").trim();
  let depth = 0;
  for (let one = fold; one; one = one.parentElement.closest("details")) depth += 1;
  return `${fold.querySelector("[name]")?.name ?? words} ${depth}`;
}

const folds = () => [...form().querySelectorAll("details")];
const searches = () => [...form().querySelectorAll("[data-facet-search]")];
const topOf = (element) => element.getBoundingClientRect().top;

// Where the same control stands in every answer.
const placeOf = (one) =>
  one.id ? `#${CSS.escape(one.id)}` : `[name="${one.name}"][value="${CSS.escape(one.value)}"]`;

let before = null;

function remember() {
  const focused = form().contains(document.activeElement) ? document.activeElement : null;
  const fold = focused?.closest("details");
  before = {
    open: new Map(folds().map((one) => [nameOf(one), one.open])),
    words: new Map(searches().map((one) => [one.getAttribute("aria-label"), one.value])),
    place: focused && placeOf(focused),
    fold: fold && nameOf(fold),
    top: focused && topOf(focused),
    typed: focused?.matches("[type=text], [type=search]") ? focused.value : null,
    scroll: scrollY,
  };
}

function restore() {
  const { open, words, place, fold, top, typed, scroll } = before;
  before = null;
  for (const one of folds()) one.open = open.get(nameOf(one)) ?? one.open;
  for (const one of searches()) {
    one.value = words.get(one.getAttribute("aria-label")) ?? "";
    if (one.value) one.dispatchEvent(new Event("input", { bubbles: true }));
  }
  scrollTo({ top: scroll, behavior: "instant" });
  if (top === null) return;
  // Where the control is gone, its fold takes its place.
  const around = folds().find((one) => nameOf(one) === fold);
  const next = form().querySelector(place) || around?.querySelector("summary");
  if (!next) return;
  if (typed !== null && next.matches(place) && next.value !== typed) next.value = typed;
  next.focus({ preventScroll: true });
  scrollBy({ top: topOf(next) - top, behavior: "instant" });
}

// The line of the count is new on the page, which not every screen reader tells.
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.id !== "view" || !before) return;
  restore();
  const refused = event.target.querySelector("[role=alert]");
  const count = event.target.querySelector(".count-line");
  const words = refused ? "" : count?.textContent.trim().replace(/\s+/g, " ");
  document.querySelector("#list-status").textContent = words ?? "";
});

for (const name of ["htmx:responseError", "htmx:sendError"]) {
  document.addEventListener(name, (event) => {
    if (ours(event)) location.assign(event.detail.pathInfo.finalRequestPath);
  });
}

document.addEventListener("htmx:historyCacheMissLoadError", () => location.reload());
