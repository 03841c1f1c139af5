/* Nothing typed is lost unasked: a mark beside the buttons, a question before leaving, and Ctrl+S. */
(() => {
  "use strict";

  const bar = document.getElementById("simpan");
  const form = bar && bar.closest("form");
  const save = bar && bar.querySelector("[data-save]");
  if (!save) return;
  const mark = document.getElementById("unsaved");
  let dirty = false;
  let leaving = false;

  function touch() {
    if (dirty) return;
    dirty = true;
    mark.textContent = mark.dataset.words;
    bar.classList.add("is-dirty");
  }

  django.jQuery(() => {
    form.addEventListener("input", touch);
    form.addEventListener("change", touch);
    if (form.querySelector(".is-refused")) touch();
  });
  document.addEventListener("formset:removed", touch);

  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== "s") return;
    event.preventDefault();
    form.requestSubmit(save);
  });
  // On the window, after everyone who may refuse; a second press sends nothing twice.
  window.addEventListener("submit", (event) => {
    if (event.target !== form || event.defaultPrevented) return;
    if (leaving) event.preventDefault();
    leaving = true;
  });
  window.addEventListener("pageshow", () => { leaving = false; });
  window.addEventListener("beforeunload", (event) => {
    if (!dirty || leaving) return;
    event.preventDefault();
    event.returnValue = "";
  });
})();
