// Suggestions below a search field: arrows walk through them, Esc puts them away.

const boxOf = (field) => field.form?.querySelector(".suggest-box");
const linksOf = (form) => [...form.querySelectorAll(".suggest-box a")];

function formAround(element) {
  return element.closest?.("form")?.querySelector("[data-suggest]")?.form;
}

function close(form) {
  form.querySelector(".suggest-box").replaceChildren();
  document.getElementById("suggest-status").textContent = "";
}

// The browser's own list of words typed before would cover this one.
function prepare() {
  for (const field of document.querySelectorAll("[data-suggest]")) field.autocomplete = "off";
}

prepare();
document.addEventListener("htmx:historyRestore", prepare);

document.addEventListener(
  "keydown",
  (event) => {
    const form = formAround(event.target);
    const links = form ? linksOf(form) : [];
    if (!links.length) return;
    const field = form.querySelector("[data-suggest]");
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") {
      close(form);
      field.focus();
    } else if (step) {
      const stops = [field, ...links];
      const next = (stops.indexOf(event.target) + step + stops.length) % stops.length;
      stops[next].focus();
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  },
  { capture: true },
);

document.addEventListener("focusout", (event) => {
  const form = formAround(event.target);
  if (form && linksOf(form).length && !form.contains(event.relatedTarget)) close(form);
});

// An answer that comes after the reader has left is not shown.
document.addEventListener("htmx:beforeSwap", (event) => {
  const field = event.detail.requestConfig?.elt;
  if (!field?.matches?.("[data-suggest]")) return;
  if (document.activeElement !== field || !boxOf(field)) event.detail.shouldSwap = false;
});
