/* How many letters still fit on a card. It tells; it refuses nothing. */
(() => {
  "use strict";

  const NEAR = 12;
  const PAUSE = 900;

  function words(left, limit) {
    return left >= 0 ? `tersisa ${left} huruf` : `${-left} huruf terlalu panjang (sebaiknya paling banyak ${limit})`;
  }

  function follow(control) {
    if (control.dataset.counted || control.id.includes("__prefix__")) return;
    control.dataset.counted = "yes";
    const limit = Number(control.dataset.limit);
    const shown = document.createElement("p");
    shown.className = "counter";
    shown.id = `${control.id}_sisa`;
    control.after(shown);
    const described = control.getAttribute("aria-describedby");
    control.setAttribute("aria-describedby", described ? `${described} ${shown.id}` : shown.id);
    let pause = 0;
    const count = () => {
      const left = limit - [...control.value].length;
      shown.textContent = words(left, limit);
      shown.classList.toggle("counter--near", left >= 0 && left <= NEAR);
      shown.classList.toggle("counter--over", left < 0);
      return left;
    };
    control.addEventListener("input", () => {
      const left = count();
      clearTimeout(pause);
      // Spoken when one pauses, and only where it matters.
      if (left <= NEAR) pause = setTimeout(() => { document.getElementById("form-said").textContent = words(left, limit); }, PAUSE);
    });
    count();
  }

  const followAll = (element) => element.querySelectorAll("[data-limit]").forEach(follow);
  followAll(document);
  document.addEventListener("formset:added", (event) => followAll(event.target));
})();
