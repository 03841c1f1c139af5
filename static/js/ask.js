// While somebody writes a question, shows the answers that exist already; copies codes. The form works without it:
// then the answers are its next step. What is typed is sent in the body of a request, never in an address.
"use strict";

(() => {
  const PAUSE = 500;
  const SHORTEST = 12;

  document.querySelectorAll("[data-copy]").forEach((button) => {
    if (!navigator.clipboard) return;
    const words = button.textContent;
    button.hidden = false;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(button.dataset.copy);
      } catch {
        return; // the code stands beside it, to be marked and copied by hand
      }
      button.textContent = button.dataset.done;
      setTimeout(() => { button.textContent = words; }, 3000);
    });
  });

  const form = document.querySelector("[data-ask-form]");
  if (!form) return;
  document.documentElement.classList.add("has-script");
  const { pertanyaan: text, layanan: service, dilihat: seen } = form.elements;
  const list = form.querySelector("[data-ask-similar]");
  const cases = form.querySelector("[data-ask-cases]");
  const status = form.querySelector("[data-ask-status]");
  const problem = form.querySelector("[data-ask-problem]");
  let timer = 0;
  let request = null;

  // "Ini menjawab" is sent by a form of its own, so that nothing of the question goes with it. It is there only while
  // there is an answer to say so of.
  const settling = Object.assign(document.createElement("form"), { id: "menjawab", method: "post", hidden: true });

  function fill(html) {
    list.innerHTML = html;
    if (list.children.length) document.body.append(settling);
    else settling.remove();
    status.textContent = list.children.length ? status.dataset.found : "";
  }

  async function look() {
    if (request) request.abort();
    const asked = text.value.trim();
    if (asked.length < SHORTEST) return fill("");
    request = new AbortController();
    const body = new FormData();
    body.set("pertanyaan", asked);
    body.set("layanan", service.value);
    body.set("keadaan", form.elements.keadaan ? form.elements.keadaan.value : "");
    try {
      const response = await fetch(form.dataset.similar, { method: "POST", body, signal: request.signal });
      if (!response.ok) return;
      fill(await response.text());
      seen.value = "1"; // the step without JavaScript would show the same
    } catch {
      // Aborted or offline: the form still works.
    }
  }

  function lookSoon() {
    seen.value = "";
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
  }

  async function chooseService() {
    cases.innerHTML = "";
    lookSoon();
    if (!service.value) return;
    const chosen = service.value;
    try {
      const response = await fetch(form.dataset.cases + "?layanan=" + encodeURIComponent(chosen));
      const html = await response.text();
      if (response.ok && service.value === chosen) cases.innerHTML = html;
    } catch {
      // The case may be left out.
    }
  }

  text.addEventListener("input", lookSoon);
  service.addEventListener("change", chooseService);
  cases.addEventListener("change", lookSoon);
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    problem.hidden = navigator.onLine;
    if (navigator.onLine) return;
    event.preventDefault();
    problem.textContent = form.dataset.offline;
  });
  if (text.value.trim()) look();
})();
