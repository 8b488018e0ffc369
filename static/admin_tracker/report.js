// Says at once when an address is stored already, and proposes its outlet.
async function check(input) {
  const old = input.parentElement.querySelector(".known-report");
  old?.remove();
  const address = input.value.trim();
  if (!address) {
    return;
  }
  const url = new URL(input.dataset.knownUrl, location.href);
  url.searchParams.set("url", address);
  let answer;
  try {
    const response = await fetch(url, { credentials: "same-origin" });
    if (!response.ok) {
      return;
    }
    answer = await response.json();
  } catch {
    return; // offline: saving will say it
  }
  if (answer.known && !location.pathname.startsWith(answer.known.url)) {
    const notice = document.createElement("p");
    notice.className = "known-report errornote";
    notice.setAttribute("role", "alert");
    const link = document.createElement("a");
    link.href = answer.known.url;
    link.textContent = answer.known.title;
    notice.append(`${answer.known.message} `, link);
    input.insertAdjacentElement("afterend", notice);
  }
  if (answer.outlet) {
    propose(answer.outlet);
  }
}

function propose(outlet) {
  const select = document.getElementById("id_outlet");
  if (!select || select.value) {
    return;
  }
  select.append(new Option(outlet.name, outlet.id, true, true));
  window.django?.jQuery(select).trigger("change");
}

document.addEventListener("change", (event) => {
  if (event.target.matches?.("input[data-known-url]")) {
    check(event.target);
  }
});
