// Adds "Salin" beside the addresses of preview links; without it they are selected and copied by hand.
"use strict";

(() => {
  const said = document.querySelector("[data-copy-said]");
  if (!said) return;
  document.querySelectorAll("[data-copy]").forEach((button) => {
    const words = button.textContent;
    const address = document.getElementById(button.dataset.copy);
    button.hidden = false;
    button.addEventListener("click", async () => {
      address.select();
      try {
        await navigator.clipboard.writeText(address.value);
      } catch {
        return; // it is selected, so that Ctrl+C copies it
      }
      button.textContent = button.dataset.copied;
      said.textContent = button.dataset.copied;
      setTimeout(() => { button.textContent = words; said.textContent = ""; }, 3000);
    });
  });
})();
