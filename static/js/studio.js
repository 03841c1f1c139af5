// The film strip follows the choices without a reload. Without this script the button does the same.
(() => {
  const form = document.querySelector("[data-studio]");
  if (!form) return;
  const pack = document.querySelector("[data-studio-pack]");
  const status = document.querySelector("[data-studio-status]");
  form.querySelector("[data-studio-refresh]").hidden = true;
  let running = null;

  const query = () => new URLSearchParams(new FormData(form)).toString();

  const refresh = async () => {
    running?.abort();
    running = new AbortController();
    const address = `${form.getAttribute("action")}?${query()}`;
    pack.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(address, {
        headers: { "X-Requested-With": "fetch" },
        signal: running.signal,
      });
      if (answer.redirected || !answer.ok) return window.location.assign(address);
      pack.innerHTML = await answer.text();
      history.replaceState(null, "", address);
      pack.removeAttribute("aria-busy");
      status.textContent = pack.querySelector("h2").textContent;
    } catch (error) {
      if (error.name !== "AbortError") window.location.assign(address);
    }
  };

  form.addEventListener("change", refresh);
})();
