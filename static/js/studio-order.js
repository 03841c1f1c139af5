/* The order of the slides: by buttons, by keyboard, by dragging rows or pictures; a section moves as a whole. */
(() => {
  "use strict";
  const form = document.querySelector("[data-studio]");
  if (!form) return;
  const said = document.querySelector("[data-studio-said]");
  const rows = () => [...form.querySelectorAll("[data-rows] > li")];
  const list = () => form.querySelector("[data-rows]");
  const row = (key) => rows().find((each) => each.dataset.key === key);
  const before = [];
  let dragged = "";

  const state = () => rows().map((each) => [each.dataset.key, each.querySelector("input").checked]);
  const keep = () => { before.push(state()); };

  function settle(words) {
    form.querySelector("[data-order]").value = rows().map((each) => each.dataset.key).join(",");
    said.dataset.before = words;
    document.dispatchEvent(new Event("studio:refresh"));
  }

  function place(each) {
    return `${each.dataset.name} kini bagian ${rows().indexOf(each) + 1} dari ${rows().length}`;
  }

  function move(each, step) {
    const all = rows();
    const other = all[all.indexOf(each) + step];
    if (!other) return;
    keep();
    if (step < 0) other.before(each);
    else other.after(each);
    settle(place(each));
  }

  function drop(key, onto, after) {
    const [each, other] = [row(key), row(onto)];
    if (!each || !other || each === other) return;
    keep();
    if (after) other.after(each);
    else other.before(each);
    settle(place(each));
  }

  function undo() {
    const last = before.pop();
    if (!last) return;
    last.forEach(([key, isIn]) => {
      const each = row(key);
      if (!each) return;
      each.querySelector("input").checked = isIn;
      list().append(each);
    });
    settle("Susunan sebelumnya kembali");
  }

  function reset() {
    keep();
    form.querySelector("[data-order]").value = "";
    rows().forEach((each) => { each.querySelector("input").checked = true; });
    said.dataset.before = "Semua slide kembali ke susunan awal";
    document.dispatchEvent(new Event("studio:refresh"));
  }

  form.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.hasAttribute("data-undo")) undo();
    if (button.name !== "geser") return;
    event.preventDefault();
    if (button.value === "semula") reset();
    else if (button.getAttribute("aria-disabled") !== "true") {
      move(button.closest("li"), Number(button.value.split(",")[0]));
      button.focus({ preventScroll: true });
    }
  });
  // Before the strip is asked for again: what it was until this tick.
  form.addEventListener("change", (event) => {
    if (event.target.name !== "bagian") return;
    const was = state().map(([key, isIn]) => [key, key === event.target.value ? !isIn : isIn]);
    before.push(was);
  }, true);

  const keyOf = (element) => element.dataset.key || element.dataset.section;
  const target = (event) => event.target.closest && event.target.closest("[data-rows] > li, [data-film] > li");
  const isAfter = (event, element) => {
    const box = element.getBoundingClientRect();
    return element.dataset.key ? event.clientY > box.top + box.height / 2 : event.clientX > box.left + box.width / 2;
  };
  const unmark = () => document.querySelectorAll(".is-target, .is-target--after").forEach((each) => each.classList.remove("is-target", "is-target--after"));
  const run = (key) => document.querySelectorAll(`[data-film] > li[data-section="${CSS.escape(key)}"], [data-rows] > li[data-key="${CSS.escape(key)}"]`);

  document.addEventListener("dragstart", (event) => {
    const each = target(event);
    if (!each) return;
    dragged = keyOf(each);
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", dragged);
    run(dragged).forEach((one) => one.classList.add("is-dragged"));
  });
  document.addEventListener("dragover", (event) => {
    const each = target(event);
    if (!dragged || !each) return;
    event.preventDefault();
    unmark();
    if (keyOf(each) !== dragged) each.classList.add(isAfter(event, each) ? "is-target--after" : "is-target");
  });
  document.addEventListener("drop", (event) => {
    const each = target(event);
    if (!dragged || !each) return;
    event.preventDefault();
    drop(dragged, keyOf(each), isAfter(event, each));
  });
  document.addEventListener("dragend", () => {
    unmark();
    document.querySelectorAll(".is-dragged").forEach((each) => each.classList.remove("is-dragged"));
    dragged = "";
  });

  function start() {
    document.querySelectorAll("[data-rows] > li, [data-film] > li").forEach((each) => { each.draggable = true; });
    form.querySelector("[data-undo]").hidden = !before.length;
  }

  document.addEventListener("studio:changed", start);
  start();
})();
