// Finding inside a speech without leaving it: the same page is asked for with other words, and what they change is exchanged.
import { on } from "./keys.js";
import { gather, hits, step, stepFrom } from "./reader.js";

const PAUSE = 400;
const CHANGING = "h1, .when, .folds, #outline, #speech";
const form = document.querySelector("form.find");
const box = form.elements.q;
let waiting, asked, shown = box.value.trim();
let began, left; // where one was when one began to look, and where looking brought one

async function look() {
  const words = box.value.trim(), address = new URL(location);
  if (words === shown) return;
  address.hash = "";
  address.searchParams.delete("s");
  if (words) address.searchParams.set("q", words); else address.searchParams.delete("q");
  asked?.abort();
  asked = new AbortController();
  let page;
  try {
    const answer = await fetch(address, { signal: asked.signal });
    page = new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch (error) {
    if (error.name !== "AbortError") form.submit(); // then the browser says what is wrong
    return;
  }
  const old = document.querySelectorAll(CHANGING), fresh = page.querySelectorAll(CHANGING);
  if (old.length !== fresh.length) return form.submit();
  shown = words;
  const place = scrollY;
  if (place !== left) began = place;
  old.forEach((part, number) => part.replaceWith(fresh[number]));
  const stepper = document.getElementById("stepper"); // stays: what comes into it is read out
  stepper.replaceChildren(...page.getElementById("stepper").childNodes);
  history.replaceState(null, "", address);
  scrollTo(0, place);
  gather();
  if (hits()) stepFrom(began - place);
  left = words && scrollY;
}

function stop() {
  box.value = "";
  look();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(waiting);
  if (box.value.trim() === shown) step(1); else look();
});
box.addEventListener("input", (event) => {
  clearTimeout(waiting);
  if (!event.isComposing) waiting = setTimeout(look, PAUSE);
});
box.addEventListener("compositionend", () => (waiting = setTimeout(look, PAUSE)));
box.addEventListener("keydown", (event) => {
  if (event.isComposing || event.keyCode === 229) return;
  if (event.key === "Escape" && box.value) { event.stopPropagation(); stop(); }
  if (event.key === "Enter" && event.shiftKey && box.value.trim() === shown) { event.preventDefault(); step(-1); }
});
document.addEventListener("click", (event) => {
  if (!event.target.closest(".unfind")) return;
  event.preventDefault();
  stop();
  box.focus();
});
on("f", () => box.select());
