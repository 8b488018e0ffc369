// "Take words": opens the stored text of a citation's report; the words selected there
// become the quote, with their place in the text counted in code points.
const dialog = document.createElement("dialog");
dialog.className = "words-panel";
let target = null;

function codePoints(text) {
  return Array.from(text).length;
}

function fieldsOf(button) {
  const row = button.closest(".inline-related, tr.form-row");
  const named = (name) => row.querySelector(`[name$='-${name}']`);
  return {
    report: named("report"),
    quote: named("quote"),
    start: named("start"),
    end: named("end"),
  };
}

function element(name, className, text) {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

function set(field, value) {
  field.value = value;
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

function cite(area) {
  let from = area.selectionStart;
  let to = area.selectionEnd;
  while (from < to && /\s/u.test(area.value[from])) from += 1;
  while (to > from && /\s/u.test(area.value[to - 1])) to -= 1;
  if (from === to) {
    area.focus();
    return;
  }
  const start = codePoints(area.value.slice(0, from));
  const quote = area.value.slice(from, to);
  set(target.quote, quote);
  set(target.start, start);
  set(target.end, start + codePoints(quote));
  dialog.close();
}

function fill(button, answer) {
  const data = button.dataset;
  const close = element("button", "button", data.close);
  close.type = "button";
  close.addEventListener("click", () => dialog.close());
  const bar = element("div", "words-bar", "");
  dialog.replaceChildren(element("h2", "", answer.title), bar);
  if (!answer.text) {
    bar.append(element("p", "", answer.none || data.none), close);
    return;
  }
  const area = document.createElement("textarea");
  area.className = "words-text";
  area.readOnly = true;
  area.dir = "auto";
  area.lang = answer.lang;
  area.value = answer.text;
  area.setAttribute("aria-label", data.select);
  const take = element("button", "button default", data.cite);
  take.type = "button";
  take.addEventListener("click", () => cite(area));
  bar.append(element("p", "", data.select), take, close);
  dialog.append(area);
  const at = target.quote.value ? area.value.indexOf(target.quote.value) : -1;
  if (at >= 0) {
    area.setSelectionRange(at, at + target.quote.value.length);
  }
  area.focus();
}

async function open(button) {
  target = fieldsOf(button);
  const report = target.report?.value;
  let answer = { title: button.textContent, none: button.dataset.choose };
  if (report) {
    const response = await fetch(button.dataset.url.replace("/0/", `/${report}/`), {
      credentials: "same-origin",
    });
    answer = response.ok ? await response.json() : { title: button.textContent };
  }
  dialog.lang = document.documentElement.lang;
  if (!dialog.isConnected) {
    document.body.append(dialog);
  }
  dialog.showModal();
  fill(button, answer);
}

function reveal(root) {
  for (const button of root.querySelectorAll("button.take-words[hidden]")) {
    button.hidden = false;
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("button.take-words");
  if (button) {
    open(button);
  }
});
document.addEventListener("formset:added", (event) => reveal(event.target));
document.addEventListener("DOMContentLoaded", () => reveal(document));
