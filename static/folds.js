// Sections fold one by one, by level, or all; the address says which are closed: ?closed=level2, or 3.5.7.
const folds = () => [...document.querySelectorAll("#speech section > details")];
const section = (each) => each.parentElement;
const number = (each) => section(each).id.slice(1);

// Open what hides an element; a section opens itself too.
export function reveal(element) {
  let opened = false;
  for (let each = element.querySelector(":scope > details") || element.closest("details"); each; each = each.parentElement.closest("details")) {
    opened ||= !each.open;
    each.open = true;
  }
  if (opened) note();
}

// Close what a level or a list of positions names; "" opens all.
function close(asked) {
  const from = asked === "all" ? 1 : +(asked.match(/^level(\d)$/)?.[1] || 99);
  const named = new Set(asked.split("."));
  for (const each of folds()) each.open = !(+section(each).dataset.level >= from || named.has(number(each)));
  note();
}

export function fold() {
  const all = folds();
  if (!all.length) return false;
  close(all.every((each) => each.open) ? "level1" : "");
}

// The shortest way to say what is closed.
function said() {
  const all = folds(), closed = all.filter((each) => !each.open);
  if (!closed.length) return "";
  const level = Math.min(...closed.map((each) => section(each).dataset.level));
  const whole = closed.length === all.filter((each) => section(each).dataset.level >= level).length;
  return whole ? `level${level}` : closed.map(number).join(".");
}

function note() {
  const closed = said(), address = new URL(location);
  if (closed) address.searchParams.set("closed", closed); else address.searchParams.delete("closed");
  if (address.href !== location.href) history.replaceState(null, "", address);
  for (const link of document.querySelectorAll("[data-closed]")) {
    if (link.dataset.closed === closed) link.setAttribute("aria-current", "true"); else link.removeAttribute("aria-current");
  }
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-closed]");
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) { event.preventDefault(); close(link.dataset.closed); }
  else if (event.target.closest("#speech summary")) setTimeout(note); // it opens or closes after the click
});

// Paper has no folds.
let closed = [];
addEventListener("beforeprint", () => {
  closed = folds().filter((each) => !each.open);
  for (const each of closed) each.open = true;
});
addEventListener("afterprint", () => closed.forEach((each) => (each.open = false)));
