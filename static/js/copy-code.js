/* Adds a button that copies to every line of code; where the clipboard may not be written, the code is selected. */
(function () {
  "use strict";
  var words = document.currentScript.dataset;
  var SHOWN = 2500;

  function select(code) {
    var range = document.createRange();
    range.selectNodeContents(code);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  }

  document.querySelectorAll("[data-copyable]").forEach(function (code) {
    var button = document.createElement("button");
    button.type = "button";
    button.className = "button button--quiet button--small open-data__copy";
    button.textContent = words.words;
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", function () {
      if (!navigator.clipboard) return select(code);
      navigator.clipboard.writeText(code.textContent).then(function () {
        button.textContent = words.done;
        setTimeout(function () { button.textContent = words.words; }, SHOWN);
      }, function () { select(code); });
    });
    code.insertAdjacentElement("afterend", button);
  });
})();
