// Sends files one by one with a bar for each, and follows what becomes of them. Without it the form posts as it is.
(() => {
  const AT_ONCE = 2, PAUSE = 1000, MOST_POLLED = 60;
  const list = document.querySelector(".files[data-rows]");
  const form = document.getElementById("upload-form");
  if (!list) return;

  // ── following ──

  const htmlOf = (text) => new DOMParser().parseFromString(text, "text/html").querySelectorAll("li[data-upload]");

  async function follow() {
    const ids = [...list.querySelectorAll("li[data-pending]")].slice(0, MOST_POLLED).map((row) => row.dataset.upload);
    if (!ids.length) return setTimeout(follow, PAUSE);
    try {
      const answer = await fetch(`${list.dataset.rows}?${ids.map((id) => `id=${id}`).join("&")}`);
      if (answer.ok) htmlOf(await answer.text()).forEach(replace);
    } catch { /* the line is down: the next round asks again */ }
    summarise();
    setTimeout(follow, document.hidden ? 5 * PAUSE : PAUSE);
  }

  function replace(row) {
    const old = document.getElementById(row.id);
    if (old && old.innerHTML !== row.innerHTML) old.replaceWith(row);
  }

  function summarise() {
    const summary = document.getElementById("upload-summary");
    if (!summary) return;
    const rows = [...list.children], having = (...states) => rows.filter((row) => states.includes(row.classList[0])).length;
    const words = { all: rows.length, ready: having("ready"), open: having("waiting", "reading"), known: having("twice"), refused: having("refused") };
    const said = form.dataset.summary.split("，").filter((part) => words[part.match(/%(\w+)/)[1]]);
    const text = said.join("，").replace(/%(\w+)/g, (_, name) => words[name]);
    if (summary.textContent !== text) summary.textContent = text;
  }

  setTimeout(follow, PAUSE);
  if (!form) return;

  // ── sending ──

  const input = form.elements.files, drop = form.querySelector(".drop"), queue = [];
  let sending = 0;
  document.getElementById("upload-send").remove();
  drop.append(input);  // where it is out of sight: the list below shows what was chosen
  input.required = false;

  function add(files) {
    for (const file of files) {
      const row = document.getElementById("upload-row").content.firstElementChild.cloneNode(true);
      row.querySelector("div").textContent = file.name;
      list.append(row);
      queue.push({ file, row });
      show(row, form.dataset.queued);
    }
    document.getElementById("this-time").hidden = !list.children.length;
    summarise();
    next();
  }

  function next() {
    while (sending < AT_ONCE && queue.length) send(queue.shift());
  }

  function show(row, state) {
    row.querySelector(".state").textContent = state;
  }

  function send({ file, row }) {
    if (file.size > Number(form.dataset.max)) return fail({ file, row }, form.dataset.tooLarge, false), next();
    const bar = row.querySelector("progress"), request = new XMLHttpRequest(), body = new FormData();
    body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    body.append("files", file);
    request.open("POST", form.action);
    request.setRequestHeader("X-Requested-With", "upload");
    request.upload.onprogress = (event) => { bar.value = event.loaded / event.total; };
    request.onload = () => answered({ file, row }, request);
    request.onerror = () => fail({ file, row }, form.dataset.offline);
    request.onloadend = () => { sending -= 1; next(); };
    sending += 1;
    bar.hidden = false;
    bar.setAttribute("aria-label", file.name);
    show(row, form.dataset.sending);
    request.send(body);
  }

  function answered(sent, request) {
    const rows = htmlOf(request.responseText);
    if (request.status === 200 && rows.length) sent.row.replaceWith(...rows);
    else if (request.responseURL !== form.action || request.status === 403) fail(sent, form.dataset.signedOut);
    else fail(sent, form.dataset.busy);
    summarise();
  }

  function fail(sent, sentence, again = true) {
    const { row } = sent, told = row.querySelector("p");
    row.className = "refused";
    row.querySelector("svg").replaceWith(document.getElementById("upload-refused").content.firstElementChild.cloneNode(true));
    row.querySelector("progress").hidden = true;
    told.hidden = false;
    told.textContent = sentence + " ";
    show(row, form.dataset.failed);
    if (again) {
      const button = Object.assign(document.createElement("button"), { type: "button", className: "text-button", textContent: form.dataset.again });
      button.onclick = () => { row.remove(); add([sent.file]); };
      told.append(button);
    }
    summarise();
  }

  input.addEventListener("change", () => { add(input.files); input.value = ""; });
  form.addEventListener("submit", (event) => event.preventDefault());

  // Anywhere on the page, so that a file that misses the box does not replace the page.
  addEventListener("dragover", (event) => { event.preventDefault(); drop.classList.add("over"); });
  addEventListener("dragleave", (event) => { if (!event.relatedTarget) drop.classList.remove("over"); });
  addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    add(event.dataTransfer.files);
  });
  // Leaving while files are still being sent would lose them.
  addEventListener("beforeunload", (event) => { if (sending || queue.length) event.preventDefault(); });
})();
