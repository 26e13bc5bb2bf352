// Words of a speech: a bar over what is selected, and links that light exactly that, wherever it stands by now.
// Places are code points of a paragraph as it was read: without its number, its automatic label and the marks of notes.
import { copy } from "./copy.js";

const MOST = 4e8; // letters to look at, a second or two
const bar = document.getElementById("selection");
const speech = () => document.getElementById("speech");
const paragraphs = () => [...document.querySelectorAll("h1 [id^=p], .when[id^=p], #speech [id^=p]")].filter((each) => /^p\d+$/.test(each.id));

function nodes(paragraph) {
  const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) =>
    node.nodeType === 3 ? NodeFilter.FILTER_ACCEPT
    : node.matches(".pin, .auto, sup[data-hung]") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP);
  const found = [];
  while (walker.nextNode()) found.push(walker.currentNode);
  return found;
}

const points = (paragraph) => [...nodes(paragraph).map((node) => node.data).join("")];

// ── the check: how many letters and digits, and their FNV-1a (speeches.citing.passages has it too) ──

const isLetter = (point) => /[\p{L}\p{N}]/u.test(point);

function check(letters, from = 0, to = letters.length) {
  let sum = 0x811c9dc5;
  for (let at = from; at < to; at++) {
    for (let unit = 0; unit < letters[at].length; unit++) sum = Math.imul(sum ^ letters[at].charCodeAt(unit), 0x01000193);
  }
  return `${(to - from).toString(36)}-${(sum >>> 0).toString(36)}`;
}

// A passage: from a code point of one paragraph to one of the same or a later one.
function words({ first, from, last, to }) {
  const all = paragraphs(), start = all.indexOf(first), end = all.indexOf(last);
  return all.slice(start, end + 1).map((paragraph) => {
    const own = points(paragraph);
    return own.slice(paragraph === first ? from : 0, paragraph === last ? to : own.length).join("");
  }).join("\n");
}

const checkOf = (passage) => check([...words(passage)].filter(isLetter));

// Slide over the whole speech; null where the words stand nowhere, or would take too long to look for.
function search(wanted) {
  const size = parseInt(wanted, 36), letters = [], places = [];
  for (const paragraph of paragraphs()) {
    points(paragraph).forEach((point, at) => {
      if (isLetter(point)) letters.push(point) && places.push([paragraph, at]);
    });
  }
  if (!(size > 0) || size * letters.length > MOST) return null;
  for (let start = 0; start + size <= letters.length; start++) {
    if (check(letters, start, start + size) !== wanted) continue;
    const [first, from] = places[start], [last, to] = places[start + size - 1];
    return { first, from, last, to: to + 1 };
  }
  return null;
}

// ── arriving ──

function passageAt(address) {
  const [, name, from, other, to] = address.match(/^(p\d+)(?::(\d+)-(?:(p\d+):)?(\d+))?$/) || [];
  const first = name && document.getElementById(name), last = other ? document.getElementById(other) : first;
  if (!first || !last) return null;
  return { first, from: +from || 0, last, to: to ? +to : points(last).length, whole: !to };
}

export function light(address, go) {
  darken();
  const wanted = new URLSearchParams(location.search).get("s");
  let passage = passageAt(address), said = "";
  if (wanted && !(passage && checkOf(passage) === wanted)) {
    const found = search(wanted);
    said = found ? address && "moved" : passage ? "changed" : "gone";
    passage = found || (passage && { ...passage, from: 0, to: 0 });
  }
  if (passage && (wanted || !passage.whole)) pick(passage);
  if (said) tell(said, passage?.first);
  if (passage || said) go(passage?.first || speech(), passage ? "center" : "start");
}

function pick({ first, from, last, to }) {
  const all = paragraphs();
  for (const paragraph of all.slice(all.indexOf(first), all.indexOf(last) + 1)) {
    const start = paragraph === first ? from : 0, end = paragraph === last ? to : Infinity;
    let passed = 0;
    for (const node of nodes(paragraph)) {
      const own = [...node.data], begin = Math.max(start - passed, 0), stop = Math.min(end - passed, own.length);
      passed += own.length;
      if (begin >= stop) continue;
      const range = document.createRange(), lit = document.createElement("span");
      range.setStart(node, own.slice(0, begin).join("").length);
      range.setEnd(node, own.slice(0, stop).join("").length);
      lit.className = "picked";
      range.surroundContents(lit);
    }
  }
}

function darken() {
  for (const lit of document.querySelectorAll(".picked")) {
    const whole = lit.parentElement;
    lit.replaceWith(...lit.childNodes);
    whole.normalize();
  }
  document.querySelector(".moved")?.remove();
}

function tell(what, paragraph) {
  const note = document.createElement("p");
  note.className = `note moved${what === "moved" ? "" : " alert"}`;
  note.setAttribute("role", "status");
  note.textContent = speech().dataset[what];
  if (paragraph?.closest("#speech")) (paragraph.closest("summary")?.parentElement || paragraph).before(note);
  else speech().prepend(note);
}

// ── selecting ──

function selected() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const touched = paragraphs().filter((paragraph) => range.intersectsNode(paragraph));
  const spans = touched.map((paragraph) => [paragraph, ...span(paragraph, range)]).filter(([, from, to]) => from < to);
  if (!spans.length) return null;
  const [first, from] = spans[0], [last, , to] = spans.at(-1);
  return { first, from, last, to, range };
}

function span(paragraph, range) {
  let passed = 0, from = null, to = 0;
  for (const node of nodes(paragraph)) {
    const length = [...node.data].length, before = (offset) => [...node.data.slice(0, offset)].length;
    if (range.intersectsNode(node)) {
      from ??= passed + (node === range.startContainer ? before(range.startOffset) : 0);
      to = passed + (node === range.endContainer ? before(range.endOffset) : length);
    }
    passed += length;
  }
  return [from ?? 0, to];
}

function named({ first, from, last, to }) {
  return first === last ? `${first.id}:${from}-${to}` : `${first.id}:${from}-${last.id}:${to}`;
}

function linkTo(passage) {
  return `${location.origin}${location.pathname}?s=${checkOf(passage)}#${named(passage)}`;
}

let waiting, passage;

function show() {
  passage = selected();
  bar.hidden = !passage || !words(passage).trim();
  if (bar.hidden) return;
  bar.querySelector("a").href = `${speech().dataset.cite}?passage=${named(passage).replaceAll("p", "")}`;
  const box = passage.range.getBoundingClientRect();
  bar.style.left = `${Math.max(8, Math.min(box.left, innerWidth - bar.offsetWidth - 8))}px`;
  bar.style.top = `${scrollY + (box.top > bar.offsetHeight + 80 ? box.top - bar.offsetHeight - 8 : box.bottom + 8)}px`;
}

document.addEventListener("selectionchange", () => {
  if (bar.contains(document.activeElement)) return;
  clearTimeout(waiting);
  waiting = setTimeout(show, 200);
});
bar.addEventListener("pointerdown", (event) => event.preventDefault()); // what is selected stays so
bar.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  const text = words(passage).replace(/^\s+|\s+$/gm, ""), source = document.getElementById("cite1").textContent;
  copy({ copy: text, link: linkTo(passage) }[button.name] ?? `${text}\n——${source}\n${linkTo(passage)}`, button);
});
document.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  if (event.key === "Escape") { bar.hidden = true; darken(); }
  if (event.key === "Tab" && !event.shiftKey && !bar.hidden && !bar.contains(document.activeElement)) {
    event.preventDefault();
    bar.querySelector("button").focus();
  }
});
document.addEventListener("click", (event) => { if (!event.target.closest("a, button")) darken(); });
