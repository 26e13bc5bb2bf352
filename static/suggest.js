// Under every box of a search form: what the archive has of what is typed. A list as the combobox pattern has it; a click is a link.
// Nothing is asked or chosen while an input method composes, and its Enter only ends the composition.
const PAUSE = 150;
const label = document.querySelector("script[data-hints]").dataset.hints;

function suggest(box) {
  const list = document.createElement("div");
  let waiting, asked, chosen;

  const options = () => [...list.children];
  const set = (name, value) => box.setAttribute(`aria-${name}`, value);

  function choose(option) {
    chosen?.setAttribute("aria-selected", "false");
    chosen = option;
    chosen?.setAttribute("aria-selected", "true");
    chosen?.scrollIntoView({ block: "nearest" });
    if (chosen) set("activedescendant", chosen.id); else box.removeAttribute("aria-activedescendant");
  }

  function show(html) {
    choose();
    list.innerHTML = html;
    list.hidden = !list.firstElementChild;
    set("expanded", !list.hidden);
  }

  function close() {
    clearTimeout(waiting);
    asked?.abort();
    show("");
  }

  async function ask() {
    asked?.abort();
    asked = new AbortController();
    const { signal } = asked;
    const address = new URL("suggest/", box.form.action);
    address.search = new URLSearchParams(new FormData(box.form));
    try {
      const answer = await fetch(address, { signal });
      const html = answer.ok ? await answer.text() : "";
      if (!signal.aborted) show(html.trim());
    } catch {
      if (!signal.aborted) show(""); // no network, no suggestions
    }
  }

  function typed(event) {
    if (event.isComposing) return;
    clearTimeout(waiting);
    if (!box.value.trim()) return close();
    waiting = setTimeout(ask, PAUSE);
  }

  function pressed(event) {
    const { key } = event;
    if (event.isComposing || event.keyCode === 229) {
      if (key === "Enter") event.preventDefault();
    } else if (key === "ArrowDown" || key === "ArrowUp") {
      if (list.hidden) return void (key === "ArrowDown" && box.value.trim() && ask());
      event.preventDefault();
      const places = [undefined, ...options()]; // undefined: the box itself
      choose(places.at((places.indexOf(chosen) + (key === "ArrowDown" ? 1 : -1)) % places.length));
    } else if (key === "Enter" && chosen) {
      event.preventDefault();
      chosen.click();
    } else if (key === "Escape" && !list.hidden) {
      event.preventDefault(); // the text stays
      event.stopPropagation();
      close();
    }
  }

  list.className = "hints";
  list.id = `${box.id}-hints`;
  list.setAttribute("role", "listbox");
  list.hidden = true;
  list.setAttribute("aria-label", label);
  box.form.append(list);
  box.setAttribute("role", "combobox");
  set("autocomplete", "list");
  set("controls", list.id);
  set("expanded", false);
  box.addEventListener("input", typed);
  box.addEventListener("compositionend", typed);
  box.addEventListener("keydown", pressed);
  box.addEventListener("blur", close);
  list.addEventListener("mousedown", (event) => event.preventDefault()); // a click must not leave the box before it counts
}

document.querySelectorAll(".search:not(.find) input[name=q][type=search]").forEach(suggest);
