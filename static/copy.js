// Buttons that copy what they name, and say that they did.
export async function copy(text, button) {
  try {
    await navigator.clipboard.writeText(text);
  } catch { // plain http, WeChat, old phones
    const box = document.createElement("textarea");
    box.value = text;
    button.after(box);
    box.select();
    document.execCommand("copy");
    box.remove();
    button.focus();
  }
  const word = button.textContent;
  if (word === button.dataset.done) return;
  button.textContent = button.dataset.done;
  setTimeout(() => (button.textContent = word), 2000);
}

for (const button of document.querySelectorAll("[data-copy]")) {
  button.addEventListener("click", () => copy(document.getElementById(button.dataset.copy).textContent, button));
}
