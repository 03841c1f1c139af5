/* The film strip follows the choices without a reload. Without this script the button does the same. */
(() => {
  "use strict";
  const form = document.querySelector("[data-studio]");
  if (!form) return;
  const TYPING = 160;
  const FIRST_LOOK = 700;
  const SEEN_FIRST = 4;
  const said = document.querySelector("[data-studio-said]");
  const part = (name, place = document) => place.querySelector(`[data-part="${name}"]`);
  const parts = ["rows", "strip", "pack"];
  let running = null;
  let pause = 0;
  document.querySelector("[data-studio-refresh]").hidden = true;

  const query = () => new URLSearchParams(new FormData(form));

  /** A strip that did not change keeps its pictures: nothing flickers, nothing is fetched twice. */
  function keepPictures(fresh) {
    const [before, after] = [part("strip"), fresh].map((place) => place.querySelector("[data-film]"));
    if (!before || !after || before.dataset.film !== after.dataset.film) return false;
    const old = before.querySelectorAll("img");
    after.querySelectorAll("img").forEach((image, index) => image.replaceWith(old[index]));
    return true;
  }

  /** The first pictures are there before the old ones go; a slow line does not wait for ever. */
  async function lookFirst(fresh) {
    const first = [...fresh.querySelectorAll("img")].slice(0, SEEN_FIRST);
    const drawn = Promise.all(first.map((image) => image.decode().catch(() => null)));
    await Promise.race([drawn, new Promise((done) => { setTimeout(done, FIRST_LOOK); })]);
  }

  function put(name, fresh) {
    const old = part(name);
    const focus = old.contains(document.activeElement) ? document.activeElement.id : "";
    const inFilm = document.activeElement.matches("[data-film]");
    const film = old.querySelector("[data-film]");
    const place = [film ? film.scrollLeft : 0, old.scrollTop];
    old.textContent = "";
    old.append(...fresh.childNodes);
    const now = old.querySelector("[data-film]");
    if (now) now.scrollLeft = place[0];
    old.scrollTop = place[1];
    if (focus && document.getElementById(focus)) document.getElementById(focus).focus({ preventScroll: true });
    else if (inFilm && now) now.focus({ preventScroll: true });
  }

  function busy(is) {
    parts.forEach((name) => {
      if (is) part(name).setAttribute("aria-busy", "true");
      else part(name).removeAttribute("aria-busy");
    });
  }

  async function fragment(fields, signal) {
    const answer = await fetch(`${form.getAttribute("action")}?${fields}`, { headers: { "X-Requested-With": "fetch" }, signal });
    if (answer.redirected || !answer.ok) throw new Error("reload");
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return page.body;
  }

  function told() {
    const title = part("strip").querySelector("h2").textContent;
    const errors = [...part("strip").querySelectorAll(".notice--error"), ...part("pack").querySelectorAll(".notice--error")];
    said.textContent = [said.dataset.before || "", title, ...errors.map((each) => each.textContent.trim())].filter(Boolean).join(". ");
    said.dataset.before = "";
  }

  async function refresh() {
    clearTimeout(pause);
    if (running) running.abort();
    running = new AbortController();
    const { signal } = running;
    const started = performance.now();
    busy(true);
    try {
      const fresh = await fragment(query(), signal);
      const strip = document.importNode(part("strip", fresh), true);
      if (!keepPictures(strip)) await lookFirst(strip);
      if (signal.aborted) return;
      const [rows, pack] = ["rows", "pack"].map((name) => document.importNode(part(name, fresh), true));
      put("strip", strip);
      put("rows", rows);
      put("pack", pack);
      if (!part("pack").querySelector("[data-counts-later]")) put("way", document.importNode(part("way", fresh), true));
      busy(false);
      const address = part("pack").querySelector("[data-address]").dataset.address;
      history.replaceState(null, "", address);
      form.dataset.took = Math.round(performance.now() - started);
      document.querySelectorAll("[data-faults]").forEach((each) => each.remove());
      told();
      document.dispatchEvent(new Event("studio:changed"));
      if (part("pack").querySelector("[data-counts-later]")) await countLater(signal);
    } catch (error) {
      if (error.name === "AbortError" || signal.aborted) return;
      window.location.assign(`${form.getAttribute("action")}?${query()}`);
    }
  }

  /** What takes longer to know comes after the strip: the other formats, and how a long pack may be split. */
  async function countLater(signal) {
    const fields = query();
    fields.set("hitung", "1");
    const fresh = await fragment(fields, signal);
    if (signal.aborted) return;
    ["way", "pack"].forEach((name) => put(name, document.importNode(part(name, fresh), true)));
    document.dispatchEvent(new Event("studio:changed"));
  }

  function choosePlatform(select) {
    const { formats, picture, limits } = select.selectedOptions[0].dataset;
    document.getElementById("batas-media").textContent = limits || "";
    form.querySelector("[name='media-lama']").value = select.value;
    if (!formats) return;
    const wanted = formats.split(",");
    form.querySelectorAll("[name='ukuran']").forEach((box) => { box.checked = wanted.includes(box.value); });
    form.querySelector(`[name='jenis'][value='${picture}']`).checked = true;
  }

  function soon() {
    if (running) running.abort();
    clearTimeout(pause);
    pause = setTimeout(refresh, TYPING);
  }

  form.addEventListener("change", (event) => {
    if (event.target.id === "media") choosePlatform(event.target);
    if (event.target.type !== "text") refresh();
  });
  form.addEventListener("input", (event) => { if (event.target.type === "text") soon(); });
  // Which button sent the form: old web views do not say so in the event.
  let pressed = null;
  form.addEventListener("click", (event) => { pressed = event.target.closest("button"); });
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented || (pressed && pressed.name)) return;
    event.preventDefault();
    refresh();
  });
  document.addEventListener("click", (event) => {
    const tab = event.target.closest("[data-show]");
    if (!tab || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    form.querySelector("[data-shown]").value = tab.dataset.show;
    refresh();
  });
  document.addEventListener("studio:refresh", refresh);

  /** Ticked before this script was there, or put back by the browser. */
  function isTouched(field) {
    if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
    if (field.tagName === "SELECT") return !field.selectedOptions[0].defaultSelected;
    return field.type === "text" && field.value !== field.defaultValue;
  }
  async function countFirst() {
    running = new AbortController();
    const { signal } = running;
    await countLater(signal).catch((error) => { if (!signal.aborted) throw error; });
  }
  if ([...form.elements].some(isTouched)) refresh();
  else if (part("pack").querySelector("[data-counts-later]")) countFirst();
})();
