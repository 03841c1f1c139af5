/* Adds "Salin" beside texts; where the clipboard may not be written, the text is selected, so that Ctrl+C copies it. */
(() => {
  "use strict";
  const said = document.querySelector("[data-studio-said]");
  const SHOWN = 2500;

  async function copy(button) {
    const text = document.getElementById(button.dataset.copyText);
    const words = button.firstChild.textContent;
    let done = "Tersalin ";
    try {
      await navigator.clipboard.writeText(text.value);
    } catch {
      text.focus();
      text.select();
      if (!document.execCommand("copy")) done = "Terpilih, tekan Ctrl+C ";
    }
    button.firstChild.textContent = done;
    if (said) said.textContent = done.trim();
    setTimeout(() => { button.firstChild.textContent = words; }, SHOWN);
  }

  function show() {
    document.querySelectorAll("[data-copy-text][hidden]").forEach((button) => { button.hidden = false; });
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy-text]");
    if (button) copy(button);
  });
  document.addEventListener("studio:changed", show);
  show();
})();
