/* Batches: the bar moves without a reload, and all boxes of a group can be ticked at once. Both work without it. */
(function () {
  "use strict";
  const PAUSE = 2000; // milliseconds

  const batch = document.querySelector("[data-batch]");

  function show(news) {
    const bar = batch.querySelector("progress");
    bar.value = news.percent;
    bar.textContent = news.percent + " %";
    batch.querySelector("[data-batch-words]").textContent = news.words;
    batch.querySelector("[data-batch-state]").textContent = news.state;
    batch.querySelector("[data-batch-hint]").textContent = news.hint;
    for (const mark of document.querySelectorAll("[data-item]")) {
      const row = news.rows[mark.dataset.item];
      if (!row || mark.textContent === row[0]) continue;
      mark.textContent = row[0];
      mark.className = "pill pill--" + row[1];
    }
  }

  async function ask() {
    if (document.hidden) return void setTimeout(ask, PAUSE);
    try {
      const answer = await fetch(batch.dataset.batch, { headers: { Accept: "application/json" } });
      if (answer.redirected || answer.status === 403) return window.location.reload();
      if (answer.ok) {
        const news = await answer.json();
        if (news.finished) return window.location.reload();
        show(news);
      }
    } catch (error) {
      // The network or the server is away for a moment: the drawing goes on, so asking does, too.
    }
    setTimeout(ask, PAUSE);
  }

  if (batch) setTimeout(ask, PAUSE);

  for (const group of document.querySelectorAll("[data-group]")) {
    const boxes = group.querySelectorAll("input[type=checkbox]");
    const count = function () {
      group.querySelector("[data-group-chosen]").textContent = group.querySelectorAll("input:checked").length;
    };
    const all = group.querySelector("[data-group-all]");
    all.hidden = false;
    all.addEventListener("click", function (event) {
      const button = event.target.closest("button");
      if (!button) return;
      for (const box of boxes) box.checked = Boolean(button.value);
      count();
    });
    group.addEventListener("change", count);
  }
})();
