/* Beside a colour that is written as text: a field that shows it and picks another. Without it the text is typed. */
(function () {
  "use strict";
  function addPicker(text) {
    var picker = document.createElement("input");
    picker.type = "color";
    picker.className = "colour-picker";
    picker.setAttribute("aria-label", "Pilih warna");

    function show() {
      if (/^#[0-9a-f]{6}$/i.test(text.value)) picker.value = text.value;
    }

    picker.addEventListener("input", function () { text.value = picker.value; });
    text.addEventListener("input", show);
    text.after(picker);
    show();
  }

  document.addEventListener("DOMContentLoaded", function () {
    document.querySelectorAll("input[data-colour]").forEach(addPicker);
  });
})();
