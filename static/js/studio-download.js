/* The ZIP is fetched on the page, so that the page can say "being made" and then show the code. Without this script it is a plain form. */
(() => {
  "use strict";
  const said = document.querySelector("[data-studio-said]");

  function save(blob, name) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }

  const nameOf = (answer) => {
    const found = /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition") || "");
    return found ? found[1] : "kartu.zip";
  };

  /** The notice with the code comes with the next look at the pack; it gets the cursor, because the button was replaced. */
  function showCode() {
    document.addEventListener("studio:changed", () => {
      const issued = document.querySelector("[data-issued]");
      if (issued) issued.focus({ preventScroll: false });
    }, { once: true });
    said.dataset.before = "Paket terunduh";
    document.dispatchEvent(new Event("studio:refresh"));
  }

  async function download(form) {
    const button = form.querySelector("button");
    const words = button.textContent;
    button.setAttribute("aria-disabled", "true");
    button.textContent = "Menyiapkan paket …";
    said.textContent = "Menyiapkan paket";
    try {
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
      if (!answer.ok || !(answer.headers.get("Content-Type") || "").startsWith("application/zip")) return form.submit();
      save(await answer.blob(), nameOf(answer));
      button.textContent = words;
      button.removeAttribute("aria-disabled");
      showCode();
    } catch {
      form.submit();
    }
    return null;
  }

  document.addEventListener("submit", (event) => {
    const form = event.target.closest("[data-download]");
    if (!form) return;
    event.preventDefault();
    if (form.querySelector("button").getAttribute("aria-disabled") !== "true") download(form);
  });
})();
