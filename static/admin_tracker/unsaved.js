// Warns before typed changes are lost, and saves with Ctrl+S or Command+S.
let dirty = false;

function mainForm() {
  return document.querySelector("#content-main form[id$='_form']");
}

for (const kind of ["input", "change"]) {
  document.addEventListener(kind, (event) => {
    if (event.isTrusted && event.target.closest?.("#content-main form[id$='_form']")) {
      dirty = true;
    }
  });
}

document.addEventListener("submit", (event) => {
  if (event.target === mainForm()) {
    dirty = false;
  }
});

window.addEventListener("beforeunload", (event) => {
  if (dirty) {
    event.preventDefault();
  }
});

document.addEventListener("keydown", (event) => {
  const save = mainForm()?.querySelector("input[name='_continue'], input[name='_save']");
  if (save && (event.ctrlKey || event.metaKey) && event.key === "s") {
    event.preventDefault();
    save.click();
  }
});
