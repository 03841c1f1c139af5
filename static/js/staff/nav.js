// The navigation scrolls sideways on a phone: bring where one is into view.
(() => {
  "use strict";
  const here = document.querySelector(".staff-nav a[aria-current]");
  const nav = here && here.closest(".staff-nav");
  if (nav && nav.scrollWidth > nav.clientWidth) {
    nav.scrollLeft = here.offsetLeft - nav.offsetLeft - (nav.clientWidth - here.offsetWidth) / 2;
  }
})();
