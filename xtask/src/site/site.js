// What pages can do beyond being read: the theme, the search, and checklists that remember what is done.
(function () {
  "use strict";
  const root = document.documentElement.dataset.root;

  function remember(key, value) {
    try { localStorage.setItem(key, value); } catch (_) { /* Nothing is kept where the browser keeps nothing. */ }
  }
  function remembered(key) {
    try { return localStorage.getItem(key); } catch (_) { return null; }
  }

  // The theme
  const theme = document.getElementById("ui.theme");
  const systemIsDark = matchMedia("(prefers-color-scheme: dark)");
  function isDark() {
    const chosen = document.documentElement.dataset.theme;
    return chosen ? chosen === "dark" : systemIsDark.matches;
  }
  function showTheme() { theme.setAttribute("aria-pressed", String(isDark())); }
  theme.addEventListener("click", function () {
    document.documentElement.dataset.theme = isDark() ? "light" : "dark";
    remember("theme", document.documentElement.dataset.theme);
    showTheme();
  });
  systemIsDark.addEventListener("change", showTheme);
  showTheme();

  // The list of pages is always open where there is room for it.
  const menu = document.getElementById("ui.menu");
  const isNarrow = matchMedia("(max-width: 60rem)");
  isNarrow.addEventListener("change", function () { menu.open = !isNarrow.matches; });

  // Only what scrolls has to be reached by the keyboard.
  const frames = document.querySelectorAll(".table, .code, .picture");
  function reach() {
    for (const frame of frames) {
      if (frame.scrollWidth > frame.clientWidth) frame.tabIndex = 0;
      else frame.removeAttribute("tabindex");
    }
  }
  addEventListener("resize", reach);
  document.addEventListener("toggle", reach, true);
  reach();

  // A link into a closed box opens it.
  function open() {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (let box = target && target.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
  }
  addEventListener("hashchange", open);
  open();

  // Checklists
  document.querySelectorAll(".task").forEach(function (task, index) {
    const key = "task:" + location.pathname + ":" + index;
    task.checked = remembered(key) === "done";
    task.addEventListener("change", function () { remember(key, task.checked ? "done" : ""); });
  });

  // The search
  const form = document.getElementById("ui.search");
  const query = document.getElementById("ui.query");
  const results = document.getElementById("ui.results");
  const status = document.getElementById("ui.search-status");
  const most = 12;
  let asked = false;

  function load() {
    if (asked) return;
    asked = true;
    const script = document.createElement("script");
    script.src = root + "search-index.js";
    script.onload = search;
    document.head.append(script);
  }
  function score(entry, words) {
    const [, page, heading, text] = entry;
    let sum = 0;
    for (const word of words) {
      const places = [[heading.toLowerCase(), 8], [page.toLowerCase(), 3], [text.toLowerCase(), 1]];
      let best = 0;
      for (const [place, weight] of places) {
        const at = place.indexOf(word);
        if (at < 0) continue;
        const whole = place === word ? 4 : /\w/.test(place[at - 1] || " ") ? 0.5 : 1;
        best = Math.max(best, weight * whole);
      }
      if (best === 0) return 0;
      sum += best;
    }
    return sum;
  }
  function excerpt(text, words) {
    const at = Math.max(0, Math.min(...words.map((word) => text.toLowerCase().indexOf(word)).filter((at) => at >= 0), text.length));
    const start = at >= text.length ? 0 : Math.max(0, text.lastIndexOf(" ", Math.max(0, at - 30)) + 1);
    return (start > 0 ? "… " : "") + text.slice(start, start + 130) + (text.length > start + 130 ? " …" : "");
  }
  function search() {
    const words = query.value.toLowerCase().split(/\s+/).filter(Boolean);
    results.replaceChildren();
    results.hidden = words.length === 0;
    status.textContent = "";
    if (words.length === 0 || !window.searchIndex) return;
    const found = window.searchIndex
      .map((entry) => [score(entry, words), entry])
      .filter(([points]) => points > 0)
      .sort((a, b) => b[0] - a[0]);
    status.textContent = found.length === 0 ? "Nothing was found." : found.length + (found.length === 1 ? " result" : " results");
    if (found.length === 0) {
      const none = document.createElement("p");
      none.textContent = "Nothing was found.";
      results.append(none);
      return;
    }
    const list = document.createElement("ul");
    for (const [, [place, page, heading, text]] of found.slice(0, most)) {
      const link = document.createElement("a");
      link.href = root + place;
      const name = document.createElement("strong");
      name.textContent = heading;
      const where = document.createElement("span");
      where.textContent = (page === heading ? "" : page + ": ") + excerpt(text, words);
      link.append(name, where);
      const item = document.createElement("li");
      item.append(link);
      list.append(item);
    }
    results.append(list);
  }
  function close() { results.hidden = true; }

  query.addEventListener("focus", load);
  query.addEventListener("input", search);
  query.addEventListener("focus", search);
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    const first = results.querySelector("a");
    if (first) first.click();
  });
  form.addEventListener("click", function (event) { if (event.target.closest("a")) close(); });
  form.addEventListener("focusout", function (event) { if (event.relatedTarget && !form.contains(event.relatedTarget)) close(); });
  document.addEventListener("click", function (event) { if (!form.contains(event.target)) close(); });
  form.addEventListener("keydown", function (event) {
    const stops = [query, ...results.querySelectorAll("a")];
    const at = stops.indexOf(document.activeElement);
    if (event.key === "Escape") {
      close();
      query.focus();
      close();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const next = stops[at + (event.key === "ArrowDown" ? 1 : -1)];
      if (next) next.focus();
      event.preventDefault();
    }
  });
  document.addEventListener("keydown", function (event) {
    const typing = event.target.closest("input, textarea, select");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      query.focus();
    }
  });
})();
