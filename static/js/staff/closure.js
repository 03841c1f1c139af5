/* The form of a closure: ticking an office chooses "these offices", choosing every office clears the ticks. Works without it. */
(function () {
  "use strict";
  var form = document.getElementById("tutup-form");
  if (!form) return;
  var offices = Array.from(form.querySelectorAll("input[name='offices']"));
  var these = form.querySelector("input[name='where'][value='pilih']");

  form.addEventListener("change", function (event) {
    var input = event.target;
    if (input.name === "offices" && input.checked) these.checked = true;
    if (input.name === "where" && input !== these) offices.forEach(function (box) { box.checked = false; });
  });
})();
