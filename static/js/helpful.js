// "Was this helpful?" answers in its place. Without this script the same form leads to a page that says the same.
(function () {
  "use strict";
  const place = document.querySelector("[data-helpful]");
  const lost = document.querySelector("[data-helpful-lost]");
  if (!place || !window.fetch) return;
  let pressed = null; // Chrome 80 does not tell which button sent a form

  function show(answer) {
    place.innerHTML = answer;
    const first = place.querySelector("[data-first]");
    if (first) first.focus();
  }

  async function send(form, fields) {
    lost.textContent = "";
    form.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(form.action, { method: "POST", body: fields, headers: { "X-In-Place": "1" } });
      if (!answer.headers.get("X-In-Place")) throw new Error(String(answer.status));
      show(await answer.text());
    } catch (error) {
      lost.textContent = place.dataset.lost;
    }
    form.removeAttribute("aria-busy");
  }

  place.addEventListener("click", (event) => { pressed = event.target.closest("button[name]"); });
  place.addEventListener("submit", (event) => {
    const form = event.target;
    event.preventDefault();
    if (form.getAttribute("aria-busy")) return;
    const fields = new URLSearchParams(new FormData(form));
    if (pressed && form.contains(pressed)) fields.set(pressed.name, pressed.value);
    send(form, fields);
  });
}());
