// A range of years is drawn over the bars: by mouse, by finger, or with Shift and the arrow keys; it becomes an address.
const bars = document.querySelector(".bars[data-query]");
const said = document.querySelector(".range output");
const years = [...bars.children];
let start = null;
let end = null;
let dragging = false;

const drawn = () => years.slice(Math.min(start, end), Math.max(start, end) + 1);
const yearAt = (event) => years.indexOf(document.elementFromPoint(event.clientX, event.clientY)?.closest(".bars > li"));

function draw(from, to = null) {
  [start, end] = [from, to];
  const range = from === null ? [] : drawn();
  years.forEach((year) => year.classList.toggle("drawn", range.includes(year)));
  if (!range.length) return void (said.textContent = "");
  const count = range.reduce((sum, year) => sum + Number(year.dataset.count), 0);
  said.textContent = `${range[0].dataset.from}—${range.at(-1).dataset.to}` + said.dataset.said.replace("%", count.toLocaleString("zh"));
}

function go() {
  const range = drawn();
  const address = new URL(bars.dataset.query, location.href);
  address.searchParams.set("from", range[0].dataset.from);
  address.searchParams.set("to", range.at(-1).dataset.to);
  draw(null);
  location.assign(address);
}

bars.addEventListener("pointerdown", (event) => {
  const at = yearAt(event);
  if (event.button || event.ctrlKey || event.metaKey || at < 0) return;
  draw(null);
  start = end = at;
  dragging = true;
});
document.addEventListener("pointermove", (event) => {
  const at = dragging && event.buttons ? yearAt(event) : -1;
  if (at >= 0 && (at !== end || at !== start)) draw(start, at);
});
document.addEventListener("pointerup", () => {
  if (dragging && start !== end) go();
  else if (dragging) draw(null);
  dragging = false;
});
document.addEventListener("pointercancel", () => {
  dragging = false;
  draw(null);
});

bars.addEventListener("keydown", (event) => {
  const at = years.indexOf(event.target.closest("li"));
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (event.isComposing || event.keyCode === 229) return;
  if (event.shiftKey && step && years[at + step]) {
    draw(start ?? at, at + step);
    years[at + step].firstElementChild.focus();
  } else if (event.key === "Enter" && start !== null && start !== end) {
    go();
  } else if (event.key === "Escape" && start !== null) {
    draw(null);
  } else {
    return;
  }
  event.preventDefault();
});
bars.addEventListener("focusout", (event) => bars.contains(event.relatedTarget) || draw(null));
