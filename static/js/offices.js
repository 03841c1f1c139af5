// Sorts the list of offices by distance. Where the reader is stays on this device: nothing is sent or stored.
"use strict";

(function () {
  const panel = document.querySelector("[data-nearest]");
  const list = document.querySelector("[data-offices]");
  if (!panel || !list || !navigator.geolocation || !window.isSecureContext) return;

  const EARTH_KM = 6371;
  const ROUGH_METRES = 5000;
  const FAILURES = { 1: "denied", 2: "unavailable", 3: "timeout" };
  const original = [...list.children];
  const sort = panel.querySelector("[data-sort]");
  const undo = panel.querySelector("[data-undo]");
  const privacy = panel.querySelector("[data-privacy]");
  const status = panel.querySelector("[data-status]");
  const words = panel.dataset;
  const language = document.documentElement.lang;

  const number = (value, digits) => value.toLocaleString(language, { maximumFractionDigits: digits });
  const radians = (degrees) => (degrees * Math.PI) / 180;

  // The haversine formula, on a sphere: off by half a percent at most.
  function kilometres(from, to) {
    const north = Math.sin(radians(to.latitude - from.latitude) / 2);
    const east = Math.sin(radians(to.longitude - from.longitude) / 2);
    const along = Math.cos(radians(from.latitude)) * Math.cos(radians(to.latitude));
    return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(north * north + along * east * east)));
  }

  function distanceWords(distance) {
    // Tens of metres, and one digit after the comma up to ten kilometres: more would pretend to know the way.
    const metres = Math.max(10, Math.round(distance * 100) * 10);
    if (metres < 1000) return words.metres.replace("{m}", number(metres, 0));
    return words.kilometres.replace("{km}", number(distance, distance < 10 ? 1 : 0));
  }

  const place = (item) => ({ latitude: Number(item.dataset.lat), longitude: Number(item.dataset.lon) });

  function show(item, text) {
    const line = item.querySelector("[data-distance]");
    line.textContent = text;
    line.hidden = !text;
  }

  function found(position) {
    const here = position.coords;
    const far = new Map(
      original.map((item) => [item, item.dataset.lat ? kilometres(here, place(item)) : Infinity])
    );
    // Sorting is stable: offices whose place is not known stay last, in their own order.
    const nearest = [...original].sort((a, b) => (far.get(a) === far.get(b) ? 0 : far.get(a) - far.get(b)));
    nearest.forEach((item) => show(item, far.get(item) === Infinity ? "" : distanceWords(far.get(item))));
    list.append(...nearest);
    const rough = here.accuracy > ROUGH_METRES
      ? words.rough.replace("{km}", number(here.accuracy / 1000, 0))
      : "";
    finish([words.sorted, rough, words.invented].filter(Boolean).join(" "));
    privacy.hidden = true;
    undo.hidden = false;
  }

  function finish(text) {
    sort.removeAttribute("aria-disabled");
    status.textContent = text;
  }

  sort.addEventListener("click", () => {
    if (sort.getAttribute("aria-disabled")) return;
    sort.setAttribute("aria-disabled", "true");
    status.textContent = words.searching;
    navigator.geolocation.getCurrentPosition(
      found,
      (error) => finish(words[FAILURES[error.code]] || words.unavailable),
      { timeout: 15000, maximumAge: 300000 }
    );
  });

  undo.addEventListener("click", () => {
    original.forEach((item) => show(item, ""));
    list.append(...original);
    status.textContent = words.undone;
    undo.hidden = true;
    privacy.hidden = false;
    sort.focus();
  });

  panel.hidden = false;
})();
