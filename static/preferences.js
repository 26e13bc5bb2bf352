// What a reader sets for reading: kept in this browser, none of it needed.
const form = document.querySelector(".preferences form");
const page = document.documentElement;

for (const choice of form.elements) choice.checked = choice.value === (page.dataset[choice.name] || "");

form.addEventListener("change", () => {
  const chosen = Object.fromEntries(new FormData(form));
  for (const [name, value] of Object.entries(chosen)) {
    if (value) page.dataset[name] = value; else delete page.dataset[name];
  }
  try {
    localStorage.setItem("reading", JSON.stringify(chosen));
  } catch { /* a browser that keeps nothing: it holds for this page */ }
});
