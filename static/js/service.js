// Adds to a service page that works without it: ticks that stay on this device, how many are ready, printing.
"use strict";

(function () {
  const page = document.querySelector("[data-service]");
  if (!page) return;
  const key = "berkas:" + page.dataset.service;
  const boxes = [...page.querySelectorAll("[data-paper] input")];
  const groups = [...page.querySelectorAll("[data-group]")];
  const progress = page.querySelector("[data-progress]");

  const nameOf = (box) => box.closest("[data-paper]").dataset.paper;

  function stored() {
    try {
      const value = JSON.parse(localStorage.getItem(key));
      return Array.isArray(value) ? value : [];
    } catch {
      return [];
    }
  }

  // Ticks of other cases stay: their papers are not on the page now.
  function keep() {
    const here = boxes.map(nameOf);
    const others = stored().filter((name) => !here.includes(name));
    const ticked = boxes.filter((box) => box.checked).map(nameOf);
    try {
      localStorage.setItem(key, JSON.stringify([...others, ...ticked]));
    } catch {
      // Private windows may refuse; the ticks then last as long as the page.
    }
  }

  function tell() {
    const ready = groups.filter((group) => group.querySelector("input:checked")).length;
    progress.hidden = ready === 0;
    progress.querySelector("[data-progress-words]").textContent =
      ready === groups.length ? "Semua sudah siap. Silakan berangkat." : ready + " dari " + groups.length + " sudah siap";
  }

  if (progress && boxes.length) {
    const ticked = stored();
    boxes.forEach((box) => {
      box.checked = ticked.includes(nameOf(box));
      box.addEventListener("change", () => { keep(); tell(); });
    });
    page.querySelector("[data-reset]").addEventListener("click", () => {
      boxes.forEach((box) => { box.checked = false; });
      keep();
      tell();
      boxes[0].focus();
    });
    page.querySelector("[data-kept]").hidden = false;
    tell();
  }

  const print = page.querySelector("[data-print]");
  if (print && window.print) {
    print.hidden = false;
    print.addEventListener("click", () => window.print());
  }
})();
