/* Plans can be dragged to another day. Without this script their page moves them. */
(() => {
  "use strict";

  const form = document.getElementById("pindah");
  const month = document.querySelector(".month");
  if (!form || !month) return;
  let dragged = null;

  const dayOf = (event) => event.target.closest(".day[data-day]");

  function clear() {
    month.querySelectorAll(".day--target").forEach((day) => day.classList.remove("day--target"));
  }

  month.querySelectorAll("[data-move]").forEach((plan) => {
    plan.draggable = true;
    // A link is dragged as an address otherwise, and its plan stays where it is.
    plan.querySelectorAll("a").forEach((link) => { link.draggable = false; });
    plan.addEventListener("dragstart", (event) => {
      dragged = plan;
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", plan.textContent.trim());
    });
    plan.addEventListener("dragend", () => { dragged = null; clear(); });
  });

  month.addEventListener("dragover", (event) => {
    const day = dayOf(event);
    if (!dragged || !day) return;
    event.preventDefault();
    clear();
    day.classList.add("day--target");
  });

  month.addEventListener("drop", (event) => {
    const day = dayOf(event);
    if (!dragged || !day) return;
    event.preventDefault();
    if (day.contains(dragged)) return;
    form.action = dragged.dataset.move;
    form.elements.on.value = day.dataset.day;
    form.submit();
  });
})();
