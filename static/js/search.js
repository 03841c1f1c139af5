// Adds suggestions to a search form that works without them: a combobox after the ARIA pattern "list autocomplete".
// What was typed is sent as always; a slow or failing network only means that nothing is suggested.
// It also tells the site that a result was opened: the words of the search, nothing of who searched.
"use strict";

(() => {
  function tell(address, fields) {
    const body = new URLSearchParams(fields);
    if (navigator.sendBeacon?.(address, body)) return;
    fetch(address, { method: "POST", body, keepalive: true }).catch(() => {});
  }

  const results = document.querySelector("[data-searched]");
  let isTold = false;
  function opened(event) {
    const link = event.target.closest(".find__part a[href], .elsewhere a[href]");
    if (!link || event.button > 1) return;
    // The page that opens must not count the same search again by where it was opened from.
    if (link.origin === location.origin) link.referrerPolicy = "origin";
    if (isTold) return;
    isTold = true;
    tell(results.dataset.opened, { q: results.dataset.searched });
  }
  results?.addEventListener("click", opened);
  results?.addEventListener("auxclick", opened);

  const form = document.querySelector("form[data-suggest]");
  if (!form) return;
  const PAUSE = 150;
  const SHORTEST = 2;
  const input = form.elements.q;
  const list = Object.assign(document.createElement("ul"), { id: `${input.id}-saran`, className: "suggestions", hidden: true });
  const status = Object.assign(document.createElement("p"), { className: "visually-hidden" });
  const answers = new Map();
  let options = [];
  let active = -1;
  let timer = 0;
  let request = null;

  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", form.dataset.label);
  status.setAttribute("role", "status");
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id })) {
    input.setAttribute(name, value);
  }
  form.append(list, status);

  // Only who types needs the list's look; a results page has it already.
  function dress() {
    if (document.querySelector(`link[href="${form.dataset.style}"]`)) return;
    document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: form.dataset.style }));
  }

  function point(place) {
    options[active]?.setAttribute("aria-selected", "false");
    active = place;
    const option = options[active];
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) input.setAttribute("aria-activedescendant", option.id);
    else input.removeAttribute("aria-activedescendant");
  }

  function show(isShown) {
    list.hidden = !isShown;
    input.setAttribute("aria-expanded", String(isShown));
    if (!isShown) point(-1);
  }

  function fill(html) {
    point(-1);
    list.innerHTML = html;
    options = [...list.children];
    options.forEach((option, place) => { option.id = `${list.id}-${place}`; });
    status.textContent = options.length ? form.dataset.count.replace("{count}", options.length) : "";
    show(options.length > 0);
  }

  async function suggest(query) {
    request?.abort();
    if (query.length < SHORTEST) return fill("");
    if (answers.has(query)) return fill(answers.get(query));
    request = new AbortController();
    try {
      const response = await fetch(`${form.dataset.suggest}?${new URLSearchParams({ q: query })}`, { signal: request.signal });
      if (!response.ok) return;
      answers.set(query, await response.text());
      if (input.value.trim() === query && document.activeElement === input) fill(answers.get(query));
    } catch {
      // Aborted or offline: the form still works.
    }
  }

  function close() {
    clearTimeout(timer);
    request?.abort();
    show(false);
  }

  function go(option) {
    tell(form.dataset.opened, { q: input.value.trim(), saran: "ya" });
    const link = Object.assign(document.createElement("a"), { href: option.dataset.url, referrerPolicy: "origin" });
    form.append(link);
    link.click();
    link.remove();
  }

  const keys = {
    ArrowDown: () => (list.hidden && options.length ? show(true) : point((active + 1) % options.length)),
    ArrowUp: () => point((active <= 0 ? options.length : active) - 1),
    Enter: () => go(options[active]),
    Escape: close,
  };

  input.addEventListener("focus", dress, { once: true });
  input.addEventListener("input", () => {
    dress();
    clearTimeout(timer);
    timer = setTimeout(() => suggest(input.value.trim()), PAUSE);
  });
  input.addEventListener("keydown", (event) => {
    const isUsed = event.key === "Enter" ? active >= 0 : event.key === "Escape" ? !list.hidden : options.length > 0;
    if (!keys[event.key] || !isUsed || event.isComposing) return;
    event.preventDefault();
    keys[event.key]();
  });
  input.addEventListener("blur", close);
  form.addEventListener("submit", close);
  // Without this the field would lose the focus, and the list close, before the click arrives.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[data-url]");
    if (option) go(option);
  });
})();
