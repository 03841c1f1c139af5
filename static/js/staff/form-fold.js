/* The form of an entry: folds its sections and rows, and opens what an address or a fault points to.
   Runs in the head, so that nothing is seen to fold. Without it everything stands open. */
(() => {
  "use strict";

  const root = document.documentElement;
  const folds = "details.entry-section, details.entry-row__body";
  let lastSection = null;
  root.classList.add("form-scripted", "form-folding");

  const memory = () => `form:${location.pathname}`;

  function remembered() {
    try {
      return JSON.parse(sessionStorage.getItem(memory()) || "[]");
    } catch (error) {
      return [];
    }
  }

  function remember() {
    const open = [...document.querySelectorAll("details.entry-section[open]")].map((each) => each.id);
    try {
      sessionStorage.setItem(memory(), JSON.stringify(open));
    } catch (error) {
      /* Full or forbidden: then the form only forgets what was open. */
    }
  }

  /** Opens everything an element stands in, brings it into view, and puts the cursor there if one can type in it. */
  function reveal(id) {
    const found = id && document.getElementById(id);
    if (!found || !found.closest("form")) return;
    for (let each = found; each; each = each.parentElement) if (each.tagName === "DETAILS") each.open = true;
    const place = found.closest(".entry-field") || found;
    place.scrollIntoView({ block: "start" });
    if (window.editors && window.editors[id]) window.editors[id].editing.view.focus();
    else if (found.matches("input, select, textarea, [tabindex]")) found.focus({ preventScroll: true });
    else if (found.matches("details")) found.querySelector("summary").focus({ preventScroll: true });
  }

  const revealAddress = () => reveal(decodeURIComponent(location.hash.slice(1)));

  function foldAll(open) {
    document.querySelectorAll("details.entry-section").forEach((each) => { each.open = open; });
  }

  function follow(event) {
    const link = event.target.closest('a[href^="#"]:not([href="#"])');
    if (link && link.hash === location.hash) revealAddress();  // the address does not change, so nobody else tells
  }

  /** The section one was last in, or the one that is read now: after saving one comes back to it. */
  function tellSection() {
    const place = document.querySelector("[data-at-section]");
    if (!place) return;
    const isSeen = (each) => {
      const box = each.getBoundingClientRect();
      return box.bottom > 80 && box.top < window.innerHeight - 80;
    };
    const sections = [...document.querySelectorAll("details.entry-section")];
    const seen = sections.filter(isSeen);
    const here = seen.includes(lastSection) ? lastSection : seen.find((each) => each.open) || seen[0];
    place.value = here && window.scrollY > 0 ? here.id : "";
  }

  function start() {
    const kept = remembered();
    document.querySelectorAll(folds).forEach((each) => {
      const isTemplate = each.closest(".empty-form");
      each.open = Boolean(isTemplate) || each.hasAttribute("data-stay") || kept.includes(each.id);
    });
    const contents = document.querySelector(".entry-contents");
    if (contents) contents.open = window.matchMedia("(min-width: 64rem)").matches;
    document.querySelectorAll("[data-fold]").forEach((button) => {
      button.hidden = false;
      button.addEventListener("click", () => foldAll(button.dataset.fold === "open"));
    });
    root.classList.remove("form-folding");
    document.addEventListener("toggle", remember, true);
    document.addEventListener("click", follow);
    document.addEventListener("focusin", (event) => {
      lastSection = event.target.closest("details.entry-section") || lastSection;
    });
    document.addEventListener("submit", tellSection);
    window.addEventListener("hashchange", revealAddress);
    const faults = document.getElementById("kesalahan");
    if (faults) faults.focus();
    else if (document.querySelector("[data-new]")) document.querySelector(".entry-field input").focus();
    else window.addEventListener("load", revealAddress);  // by then the editor has its height
  }

  document.addEventListener("DOMContentLoaded", start);
})();
