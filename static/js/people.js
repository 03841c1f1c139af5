/* Buttons that print this page or copy a part of it. Without a script they stay hidden, and people select and print as usual. */
(function () {
  'use strict';

  function textOf(part) {
    if ('value' in part) { return part.value; }
    var lines = part.querySelectorAll('li');
    if (!lines.length) { return part.textContent.trim(); }
    return Array.prototype.map.call(lines, function (line) { return line.textContent.trim(); }).join('\n');
  }

  document.querySelectorAll('[data-print]').forEach(function (button) {
    button.hidden = false;
    button.addEventListener('click', function () { window.print(); });
  });

  document.querySelectorAll('[data-copy]').forEach(function (button) {
    if (!navigator.clipboard) { return; }
    var words = button.textContent;
    button.hidden = false;
    button.addEventListener('click', function () {
      navigator.clipboard.writeText(textOf(document.getElementById(button.dataset.copy))).then(function () {
        button.textContent = 'Tersalin';
        setTimeout(function () { button.textContent = words; }, 3000);
      });
    });
  });
}());
