// Dragging over the bars sets the first and the last month of the filter. The year
// labels do the same by keyboard and without scripts.

const form = () => document.querySelector("#filters");
let drag = null;

// Where in time a pointer stands, as a share of the drawing's width.
function shareAt(chart, event) {
  const box = chart.getBoundingClientRect();
  const share = (event.clientX - box.left) / box.width;
  const forward = document.documentElement.dir === "rtl" ? 1 - share : share;
  return Math.min(Math.max(forward, 0), 0.9999);
}

// The month of a share: the first slot of a year is that of the year-only bar.
function monthAt(chart, share) {
  const { firstYear, years, slots, grain } = chart.dataset;
  const slot = Math.floor(share * Number(years) * Number(slots));
  const year = Number(firstYear) + Math.floor(slot / Number(slots));
  const period = Math.max((slot % Number(slots)) - 1, 0);
  return { year, first: period * Number(grain) + 1, last: (period + 1) * Number(grain) };
}

function show(chart, from, to) {
  const width = chart.viewBox.baseVal.width;
  const left = document.documentElement.dir === "rtl" ? 1 - to : from;
  const brush = chart.querySelector(".brush");
  brush.setAttribute("x", left * width);
  brush.setAttribute("width", (to - from) * width);
}

document.addEventListener("pointerdown", (event) => {
  const chart = event.target.closest("[data-brush]");
  if (!chart || event.target.closest("a") || event.button !== 0 || !form()) return;
  const start = shareAt(chart, event);
  drag = { chart, start, end: start };
  chart.setPointerCapture(event.pointerId);
});

document.addEventListener("pointermove", (event) => {
  if (!drag) return;
  drag.end = shareAt(drag.chart, event);
  show(drag.chart, Math.min(drag.start, drag.end), Math.max(drag.start, drag.end));
});

document.addEventListener("pointerup", () => {
  if (!drag) return;
  const { chart, start, end } = drag;
  drag = null;
  if (Math.abs(start - end) < 0.006) {
    show(chart, 0, 0);
    return;
  }
  const pad = (month) => String(month).padStart(2, "0");
  const first = monthAt(chart, Math.min(start, end));
  const last = monthAt(chart, Math.max(start, end));
  const fields = form().elements;
  fields.from.value = `${first.year}-${pad(first.first)}`;
  fields.to.value = `${last.year}-${pad(last.last)}`;
  fields.to.dispatchEvent(new Event("change", { bubbles: true }));
});

document.addEventListener("pointercancel", () => {
  if (drag) show(drag.chart, 0, 0);
  drag = null;
});
