// Before the page is painted: what this reader chose (阅读设置), and that scripts run at all.
(() => {
  const page = document.documentElement.dataset;
  page.scripts = "on";
  try {
    for (const [name, value] of Object.entries(JSON.parse(localStorage.getItem("reading")) || {})) if (value) page[name] = value;
  } catch { /* a browser that keeps nothing, or a spoiled memory */ }
})();
