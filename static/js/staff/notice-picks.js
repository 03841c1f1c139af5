/* Many boxes to tick: search among them, and say in the folded line how many are ticked. */
(() => {
  "use strict";

  function follow(box) {
    const boxes = [...box.querySelectorAll("input[type=checkbox]")];
    const count = box.querySelector("[data-count]");
    const found = box.querySelector("[data-found]");
    const search = box.querySelector("input[type=search]");
    box.addEventListener("change", () => {
      const ticked = boxes.filter((each) => each.checked).length;
      count.textContent = ticked ? `${ticked} ${count.dataset.some}` : count.dataset.none;
    });
    if (!search) return;
    search.parentElement.hidden = false;
    search.addEventListener("input", () => {
      const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      boxes.forEach((each) => {
        const row = each.closest(".check");
        const text = row.textContent.toLowerCase();
        // What is ticked stays in sight: nobody should name a place without seeing it.
        row.hidden = !each.checked && !words.every((word) => text.includes(word));
        if (!row.hidden) shown += 1;
      });
      found.textContent = words.length ? `${shown} tampil` : "";
    });
    // Return in the search would send the form.
    search.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
  }

  document.querySelectorAll("[data-picks]").forEach(follow);
})();
