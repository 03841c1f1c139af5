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
