// Keeps the meaning of an EDTF date beside its field up to date while it is typed.
const WAIT_MS = 300;
const waiting = new WeakMap();

async function show(input, output) {
  const text = input.value.trim();
  if (!text) {
    output.textContent = "";
    output.classList.remove("is-wrong");
    return;
  }
  const url = new URL(output.dataset.url, location.href);
  url.searchParams.set("text", text);
  let answer;
  try {
    const response = await fetch(url, { credentials: "same-origin" });
    answer = await response.json();
  } catch {
    return; // offline: saving will say what is wrong
  }
  if (input.value.trim() !== text) {
    return;
  }
  output.textContent = answer.meaning || answer.error || "";
  output.classList.toggle("is-wrong", Boolean(answer.error));
}

document.addEventListener("input", (event) => {
  const input = event.target;
  if (!(input instanceof HTMLInputElement) || !input.matches("input.edtf")) {
    return;
  }
  const output = input.closest(".edtf-box")?.querySelector(".edtf-meaning");
  if (!output) {
    return;
  }
  clearTimeout(waiting.get(input));
  waiting.set(
    input,
    setTimeout(() => show(input, output), WAIT_MS),
  );
});
