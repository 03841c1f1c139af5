/* Says that the server is at work after a form was sent, and keeps it from being sent twice. */
(function () {
  "use strict";
  for (const form of document.querySelectorAll("form[data-working]")) {
    form.addEventListener("submit", function (event) {
      if (form.hasAttribute("data-sent")) {
        event.preventDefault();
        return;
      }
      form.setAttribute("data-sent", "");
      if (!event.submitter || event.submitter.name !== "batal") {
        form.querySelector("[data-working-words]").textContent = form.dataset.working;
      }
    });
  }
  // A page that comes back out of the browser's memory may be sent again.
  window.addEventListener("pageshow", function () {
    for (const form of document.querySelectorAll("form[data-sent]")) {
      form.removeAttribute("data-sent");
      form.querySelector("[data-working-words]").textContent = "";
    }
  });
})();
