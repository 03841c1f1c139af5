// The navigation scrolls sideways on a phone: bring where one is into view, and fade the side where there is more.
(() => {
  "use strict";
  const nav = document.querySelector(".staff-nav");
  if (!nav) return;
  const here = nav.querySelector("a[aria-current]");
  if (here && nav.scrollWidth > nav.clientWidth) {
    nav.scrollLeft = here.offsetLeft - nav.offsetLeft - (nav.clientWidth - here.offsetWidth) / 2;
  }

  function fade() {
    const left = nav.scrollWidth - nav.clientWidth - nav.scrollLeft;
    nav.classList.toggle("staff-nav--before", nav.scrollLeft > 4);
    nav.classList.toggle("staff-nav--after", left > 4);
  }

  nav.addEventListener("scroll", fade, { passive: true });
  window.addEventListener("resize", fade);
  fade();
})();

// Signing out takes from the device what the counter keeps for when there is no internet. Taps that wait stay, under the
// name of whoever pressed them, until that person signs in here again.
(() => {
  "use strict";
  document.querySelectorAll(".staff-me__menu form").forEach((form) => form.addEventListener("submit", (event) => {
    let keeps = false;
    try { keeps = Boolean(window.caches && localStorage.getItem("loket-siapa")); } catch { /* no storage, nothing kept */ }
    if (!keeps) return;
    event.preventDefault();
    localStorage.removeItem("loket-siapa");
    let isGone = false;
    const leave = () => {
      if (!isGone) form.submit();
      isGone = true;
    };
    setTimeout(leave, 2000);
    caches.keys()
      .then((names) => Promise.all(names.filter((name) => name.startsWith("loket-")).map((name) => caches.delete(name))))
      .then(leave, leave);
  }));
})();
