/* Boxes in which one chooses by typing (select2): named like their field, and their changes told to everyone. */
(() => {
  "use strict";

  function name(select) {
    const label = document.querySelector(`label[for="${select.id}"]`);
    const box = select.nextElementSibling && select.nextElementSibling.querySelector(".select2-selection");
    if (!label || !box) return;
    const chosen = box.querySelector(".select2-selection__rendered");
    label.id = label.id || `${select.id}_nama`;
    // A text box inside a combobox would need a name of its own; it is only the words of the choice.
    chosen.removeAttribute("role");
    chosen.removeAttribute("aria-readonly");
    box.setAttribute("aria-labelledby", `${label.id} ${chosen.id}`);
    const help = select.getAttribute("aria-describedby");
    if (help) box.setAttribute("aria-describedby", help);
    label.addEventListener("click", () => box.focus());
  }

  const nameAll = (element) => element.querySelectorAll("select.admin-autocomplete:not([id*='__prefix__'])").forEach(name);
  // Asked of jQuery, whose turn comes after that of Django's own scripts; the load event may come before it.
  django.jQuery(() => {
    nameAll(document);
    // select2 tells jQuery alone that something was chosen.
    django.jQuery(document).on("select2:select select2:clear", (event) => {
      event.target.dispatchEvent(new Event("change", { bubbles: true }));
    });
  });
  document.addEventListener("formset:added", (event) => nameAll(event.target));
})();
