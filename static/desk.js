// The 拆分台: keys for its buttons, ticking a run of lines, and no second click on the way.
import { on } from "./keys.js";

const desk = document.getElementById("desk");
const lines = [...document.querySelectorAll(".lines > li")];
const boxes = lines.map((line) => line.querySelector("input"));

// ── one click, one correction ──

addEventListener("submit", (event) => {
  if (event.target.dataset.sent) return event.preventDefault();
  event.target.dataset.sent = "yes";
  const said = document.querySelector(".desk-said");
  if (said) said.textContent = said.dataset.wait;
});
addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});

// ── the list of speeches shows the one that the address names ──

function follow() {
  const link = location.hash && [...document.querySelectorAll(".ledger a")].find((link) => link.hash === location.hash);
  for (const other of document.querySelectorAll(".ledger [aria-current]")) other.removeAttribute("aria-current");
  if (!link) return;
  link.setAttribute("aria-current", "location");
  const list = link.closest(".scroll");
  list.scrollTop = link.closest("tr").offsetTop - list.clientHeight / 3;
}
addEventListener("hashchange", follow);
follow();

// ── lines ──

let at = lines.findIndex((line) => line.id === location.hash.slice(1));
let last = null;

function stand(on) {
  at = Math.min(Math.max(on, 0), lines.length - 1);
  lines[at].closest("details")?.setAttribute("open", "");
  lines[at].focus();
  lines[at].scrollIntoView({ block: "center" });
}

function here() {
  const line = document.activeElement?.closest?.(".lines > li");
  return line ? lines.indexOf(line) : at;
}

function tick(on, whole) {
  const box = boxes[on];
  if (!box) return;
  box.checked = !box.checked;
  if (whole) run(on, box.checked);
  last = on;
}

// All lines between the last ticked one and this one.
function run(on, checked) {
  if (last === null) return;
  for (let line = Math.min(last, on); line <= Math.max(last, on); line++) if (boxes[line]) boxes[line].checked = checked;
}

// A key presses its button; with no line ticked it means the line that one stands on.
function press(key) {
  const button = document.querySelector(`[data-key="${key}"]`);
  if (!button) return false;
  const on = here();
  if (key !== "u" && lines.length && !boxes.some((box) => box?.checked) && boxes[on]) boxes[on].checked = true;
  desk.requestSubmit(button);
}

for (const button of document.querySelectorAll("[data-key]")) on(button.dataset.key, () => press(button.dataset.key));

if (lines.length) {
  if (at >= 0) stand(at);
  on("j", () => stand(here() + 1));
  on("k", () => stand(here() - 1));
  on("x", () => at < 0 && here() < 0 ? stand(0) : tick(here(), false));
  on("X", () => tick(here(), true));
  lines.forEach((line, number) => line.addEventListener("click", (event) => {
    if (event.target !== boxes[number]) return;
    if (event.shiftKey) run(number, boxes[number].checked);
    last = number;
  }));
}
