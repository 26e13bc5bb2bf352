// The page of a speech: addresses open what hides them, hits are stepped through, the outline follows the eye.
import { on } from "./keys.js";
import { fold, reveal } from "./folds.js";
import { light } from "./passages.js";
import "./copy.js";
import "./preferences.js";

let sections, marks, links, inView, current, at;

function go(element, block = "start") {
  reveal(element);
  element.scrollIntoView({ block });
}

function note(hash) {
  const address = new URL(location);
  address.hash = hash;
  address.searchParams.delete("s"); // it belongs to the passage that one leaves
  history.replaceState(null, "", address);
}

// ── addresses: #s3 a section, #p12 a paragraph, #m4 a hit, #n5 the mark of a note, #p12:5-31 some of its characters ──

function follow() {
  const address = location.hash.slice(1).replace(/%3a/gi, ":");
  const target = document.getElementById(address);
  if (/^p\d+/.test(address) || !address && check(location)) light(address, go);
  else if (/^m\d+$/.test(address)) stand(+address.slice(1));
  else if (target && /^[sn]\d+$/.test(address)) go(target, address[0] === "s" ? "start" : "center");
}

const check = (address) => new URL(address).searchParams.get("s");

addEventListener("hashchange", (event) => {
  if (check(event.oldURL) && check(event.oldURL) === check(event.newURL)) note(location.hash);
  follow();
});
document.addEventListener("click", (event) => { // the same address once more
  const link = event.target.closest("a[href^='#']:not([data-step])");
  if (link?.hash && link.hash === location.hash) follow();
});

// ── hits ──

export const hits = () => Math.max(0, ...marks.map((mark) => +mark.dataset.hit));

function stand(on) {
  const first = document.getElementById(`m${on}`);
  if (!first) return false;
  at = on;
  for (const mark of marks) mark.classList.toggle("current", +mark.dataset.hit === at);
  document.querySelector(".stepper output").textContent = `${at} / ${hits()}`;
  note(first.id);
  go(first, "nearest");
}

export function step(by) {
  const all = hits();
  return all > 0 && stand((((at || (by > 0 ? 0 : 1)) - 1 + by) % all + all) % all + 1);
}

// To the first hit below a height of the window.
export function stepFrom(height) {
  const next = marks.find((mark) => mark.id && mark.getBoundingClientRect().top > height);
  stand(next ? +next.dataset.hit : 1);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-step]");
  if (!link || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  step(+link.dataset.step);
});
on("n", () => step(1));
on("p", () => step(-1));
on("e", fold);

// ── the outline ──

// The browser tells which sections reach into the upper third of the window; scrolling itself measures nothing.
const watcher = new IntersectionObserver((changes) => {
  for (const { target, isIntersecting } of changes) inView[isIntersecting ? "add" : "delete"](target);
  current = sections.filter((section) => inView.has(section)).pop();
  place();
}, { rootMargin: "0px 0px -66%" });

// At the start, and whenever text and outline were exchanged.
export function gather() {
  sections = [...document.querySelectorAll("#speech section[id^=s]")];
  marks = [...document.querySelectorAll("mark[data-hit]")];
  links = new Map([...document.querySelectorAll("#outline a[href^='#s']")].map((link) => [link.hash.slice(1), link]));
  at = 0;
  inView = new Set();
  watcher.disconnect();
  for (const section of sections) watcher.observe(section);
}

// In a branch that is folded up, what stands for it is lit.
function linkInView() {
  let link = links.get(current?.id);
  for (let each = link?.closest("details"); each; each = each.parentElement.closest("details")) {
    if (!each.open) link = each.parentElement.querySelector("a");
  }
  return link;
}

function place() {
  const outline = document.getElementById("outline"), link = linkInView(), before = outline.querySelector("[aria-current]");
  if (link === before) return;
  before?.removeAttribute("aria-current");
  if (!link) return;
  link.setAttribute("aria-current", "location");
  const box = outline.getBoundingClientRect(), own = link.getBoundingClientRect();
  if (own.top < box.top || own.bottom > box.bottom) outline.scrollTop += own.top - box.top - box.height / 2;
}
document.addEventListener("toggle", (event) => event.target.closest("#outline") && place(), true);

function walk(by) {
  const seen = sections.filter((section) => section.offsetParent);
  if (!seen.length) return false;
  const next = seen[seen.indexOf(current) + by];
  note(next?.id || "");
  go(next || document.getElementById("speech"));
}
on("j", () => walk(1));
on("k", () => walk(-1));
on("o", () => {
  const outline = document.getElementById("outline");
  if (getComputedStyle(outline).display === "none") location.hash = "outline";
  (linkInView() || outline.querySelector("li a, a")).focus();
});

// Arrows walk along the outline and fold its branches.
document.addEventListener("keydown", (event) => {
  const entry = event.target.closest?.("#outline li");
  if (!entry || event.ctrlKey || event.metaKey || event.altKey) return;
  const seen = [...document.querySelectorAll("#outline li a")].filter((link) => link.offsetParent), on = seen.indexOf(entry.querySelector("a"));
  const branch = entry.querySelector(":scope > details"), way = event.key.replace("Arrow", "");
  const next = { Down: seen[on + 1], Up: seen[on - 1], Home: seen[0], End: seen.at(-1) }[way];
  if (next) next.focus();
  else if (way === "Right" && branch) branch.open = true;
  else if (way === "Left" && branch?.open) branch.open = false;
  else if (way === "Left") entry.parentElement.closest("li")?.querySelector("a").focus();
  else return;
  event.preventDefault();
});

// ── citations, paper ──

on("c", () => {
  document.getElementById("cite").scrollIntoView({ block: "center" });
  document.querySelector("#cite [data-copy]").focus({ preventScroll: true });
});
for (const button of document.querySelectorAll("[data-print]")) {
  button.addEventListener("click", () => print());
}

gather();
follow();
