// The page of a speech: addresses open what hides them, hits are stepped through, the outline follows the eye.
import { on } from "./keys.js";

const speech = document.getElementById("speech");
const folds = [...speech.querySelectorAll("section > details")];
const sections = [...speech.querySelectorAll("section[id^=s]")];
const marks = [...document.querySelectorAll("mark[data-hit]")];
const hits = marks.length ? Math.max(...marks.map((mark) => +mark.dataset.hit)) : 0;

// Open what hides an element; a section opens itself too.
function reveal(element) {
  for (let fold = element.querySelector(":scope > details") || element.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
}

function go(element, block = "start") {
  reveal(element);
  element.scrollIntoView({ block });
}

// ── addresses: #s3 a section, #p12 a paragraph, #m4 a hit, #p12:5-31 some of its characters (code points) ──

function follow() {
  const address = decodeURIComponent(location.hash.slice(1));
  const [, name, from, to] = address.match(/^([psmn]\d+)(?::(\d+)-(\d+))?$/) || [];
  const target = name && document.getElementById(name);
  if (!target) return;
  if (name[0] === "m") return step(+name.slice(1) - at);
  go(target, name[0] === "p" ? "center" : "start");
  if (to) pick(target, +from, +to);
}

// Select characters of a paragraph as it was read: without its number, automatic label and note marks.
function pick(paragraph, from, to) {
  const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT, (node) =>
    node.parentElement.closest(".pin, .auto, sup") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
  const range = document.createRange();
  let passed = 0, begun = false;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const points = [...node.data];
    const offset = (point) => points.slice(0, point - passed).join("").length;
    if (!begun && from < passed + points.length) { range.setStart(node, offset(from)); begun = true; }
    if (begun) range.setEnd(node, offset(Math.min(to, passed + points.length)));
    passed += points.length;
    if (passed >= to) break;
  }
  if (!begun) return;
  const selection = getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
}

// ── hits ──

let at = 0;
const output = document.querySelector(".stepper output");

function step(by) {
  if (!hits) return false;
  at = (((at || (by > 0 ? 0 : 1)) - 1 + by) % hits + hits) % hits + 1;
  for (const mark of marks) mark.classList.toggle("current", +mark.dataset.hit === at);
  if (hits > 1) output.textContent = `${at} / ${hits}`;
  go(document.getElementById(`m${at}`), "center");
}

for (const link of document.querySelectorAll("[data-step]")) {
  link.addEventListener("click", (event) => { event.preventDefault(); step(+link.dataset.step); });
}
on("n", () => step(1));
on("p", () => step(-1));

// ── folds ──

const button = document.querySelector("[data-fold]");
const close = button?.textContent;

function label() {
  if (button) button.textContent = folds.some((fold) => fold.open) ? close : button.dataset.open;
}

function fold() {
  if (!folds.length) return false;
  const open = !folds.some((each) => each.open);
  for (const each of folds) each.open = open;
  label();
}

if (button && folds.length) {
  button.hidden = false;
  button.addEventListener("click", fold);
  speech.addEventListener("toggle", label, true);
}
on("e", fold);
addEventListener("beforeprint", () => folds.forEach((each) => (each.open = true)));

// ── the outline ──

const links = new Map([...document.querySelectorAll("#outline a[href^='#s']")].map((link) => [link.hash.slice(1), link]));
let current;

// The section in view is the last whose heading has passed the upper third of the window.
function place() {
  const line = innerHeight / 3;
  let found;
  for (const section of sections) {
    if (section.offsetParent && section.getBoundingClientRect().top <= line) found = section;
  }
  if (found === current) return;
  links.get(current?.id)?.removeAttribute("aria-current");
  current = found;
  const link = links.get(current?.id);
  if (!link) return;
  link.setAttribute("aria-current", "location");
  const outline = document.getElementById("outline"), box = outline.getBoundingClientRect(), own = link.getBoundingClientRect();
  if (own.top < box.top || own.bottom > box.bottom) outline.scrollTop += own.top - box.top - box.height / 2;
}

let asked = false;
addEventListener("scroll", () => {
  if (!asked) requestAnimationFrame(() => { asked = false; place(); });
  asked = true;
}, { passive: true });

function walk(by) {
  const seen = sections.filter((section) => section.offsetParent);
  if (!seen.length) return false;
  const next = seen[seen.indexOf(current) + by];
  if (next) history.replaceState(null, "", `#${next.id}`);
  go(next || speech);
}

on("j", () => walk(1));
on("k", () => walk(-1));
on("o", () => {
  if (location.hash !== "#outline" && getComputedStyle(document.getElementById("outline")).display === "none") location.hash = "outline";
  (links.get(current?.id) || links.values().next().value || document.getElementById("outline")).focus();
});

// ── citations ──

on("c", () => {
  document.getElementById("cite").scrollIntoView({ block: "center" });
  document.querySelector("#cite [data-copy]").focus({ preventScroll: true });
});

async function copy(element) {
  if (navigator.clipboard) return navigator.clipboard.writeText(element.textContent);
  getSelection().selectAllChildren(element); // pages that come over plain http
  document.execCommand("copy");
}

for (const each of document.querySelectorAll("[data-copy]")) {
  each.hidden = false;
  each.addEventListener("click", async () => {
    await copy(document.getElementById(each.dataset.copy));
    const word = each.textContent;
    each.textContent = each.dataset.done;
    setTimeout(() => (each.textContent = word), 2000);
  });
}

const print = document.querySelector("[data-print]");
print.hidden = false;
print.addEventListener("click", () => window.print());
for (const hint of document.querySelectorAll("[data-keys]")) hint.hidden = false;

addEventListener("hashchange", follow);
document.addEventListener("click", (event) => {  // the same address once more
  if (event.target.closest("a[href^='#']")?.hash === location.hash) follow();
});
follow();
place();
