// Keys on every page. Off while somebody types or composes, with modifiers, or when switched off in the list of keys.
const typing = (event) =>
  event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey ||
  event.target.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable]");
const list = document.getElementById("keys");
const keys = new Map();

function off() {
  try {
    return localStorage.getItem("keys") === "off";
  } catch { // a browser that keeps nothing
    return false;
  }
}

export function on(key, act) { keys.set(key, act); }

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.isComposing) return leave(event);
  if (typing(event) || off() || document.querySelector("dialog[open]")) return;
  const act = keys.get(event.key);
  if (act && act(event) !== false) event.preventDefault();
});

// Esc: what is open closes, the innermost first; in a search box it gives the keys back.
function leave(event) {
  const open = event.target.closest?.(".fact[open], .menu[open]") || document.querySelector(".fact[open], .menu[open]");
  if (open) {
    open.open = false;
    open.querySelector("summary").focus();
  } else if (sheet()) {
    closeSheet();
  } else if (event.target.matches?.("input[type=search]") && !event.target.value) {
    event.target.blur();
  }
}

// ── sheets, which an address opens from below on a phone: the page behind stays where it is, focus goes in and comes back ──

const sheet = () => {
  const open = /^#(outline|record|filters|ledger)$/.test(location.hash) && document.querySelector(location.hash);
  return open && getComputedStyle(open).position === "fixed" && open;
};

// No address that is on the page: it would scroll there.
function closeSheet() {
  const { id } = sheet();
  location.replace("#-");
  history.replaceState(history.state, "", location.pathname + location.search);
  lock();
  [...document.querySelectorAll(`a[href="#${id}"]`)].find((link) => link.offsetParent)?.focus({ preventScroll: true });
}

function lock() {
  const open = sheet();
  document.documentElement.toggleAttribute("data-sheet", Boolean(open));
  if (open && !open.contains(document.activeElement)) open.querySelector("[aria-current] , li a, a")?.focus({ preventScroll: true });
}
addEventListener("hashchange", lock);
lock();

document.addEventListener("click", (event) => {
  const open = sheet();
  if (!open || open.contains(event.target) && !event.target.closest(".close")) return;
  event.preventDefault();
  closeSheet();
});

// Only one evidence or menu is open at a time, and a click beside it closes it.
document.addEventListener("click", (event) => {
  for (const open of document.querySelectorAll(".fact[open], .menu[open]")) {
    if (!open.contains(event.target)) open.open = false;
  }
});

// j and k: along the rows of a list. A page with a text of its own takes them over.
function walk(step) {
  const rows = [...document.querySelectorAll(".rows h3 > a, .hit h2 > a, .found h2 > a, .list td:first-child a")];
  if (!rows.length) return false;
  const at = rows.indexOf(document.activeElement);
  const next = rows[at < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(Math.max(at + step, 0), rows.length - 1)];
  next.focus();
  next.scrollIntoView({ block: "center" });
}

on("/", () => {
  const box = [...document.querySelectorAll("input[type=search]:not(#find)")].find((input) => input.offsetParent);
  if (!box) return void location.assign(document.querySelector(".to-search").href);
  box.focus();
  box.select();
});
on("j", () => walk(1));
on("k", () => walk(-1));

if (list) {
  const show = () => {
    document.getElementById("keys-on").checked = !off();
    list.showModal();
  };
  on("?", show);
  for (const button of document.querySelectorAll("[data-keys-list]")) {
    button.addEventListener("click", show);
  }
  document.getElementById("keys-on").addEventListener("change", (event) => {
    try {
      localStorage.setItem("keys", event.target.checked ? "on" : "off");
    } catch { /* it cannot be kept */ }
  });
  list.addEventListener("click", (event) => event.target === list && list.close());
}
