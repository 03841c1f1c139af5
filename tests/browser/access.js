// What axe cannot see. Each function looks at the page that is open and returns its faults as sentences.
({
  start(each) {
    return each.outerHTML.slice(0, 100);
  },

  shown(selector) {
    return [...document.querySelectorAll(selector)].filter((each) => each.checkVisibility({ visibilityProperty: true }));
  },

  // Marks up to three elements of every way to colour text that is not among those `seen` (its colour and size, all that
  // lies behind it, what it floats over), and returns these ways: how well it can be read depends on nothing else.
  newColours(seen) {
    const known = new Set(seen);
    const behind = new Map();
    const ground = (each) => {
      if (!each) return { layers: "", faded: 1, floating: "" };
      if (behind.has(each)) return behind.get(each);
      const style = getComputedStyle(each);
      const found = { ...ground(each.parentElement) };
      if (style.backgroundImage !== "none" || !/, 0\)$/.test(style.backgroundColor)) {
        const isOpaque = style.backgroundImage === "none" && style.backgroundColor.startsWith("rgb(");
        found.layers = `${isOpaque ? "" : found.layers}/${style.backgroundColor} ${style.backgroundImage}`;
      }
      found.faded *= Number(style.opacity);
      if (!["static", "relative"].includes(style.position)) found.floating = `${each.tagName}.${each.className}`;
      behind.set(each, found);
      return found;
    };
    const bearsText = (each) => !each.closest(".visually-hidden") && (each.matches("input, select, textarea")
      || [...each.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim()));
    const way = (each) => {
      const style = getComputedStyle(each);
      const link = each.closest("a[href]");
      const around = link && getComputedStyle(link.parentElement).color;
      return JSON.stringify([
        style.color, style.fontSize, style.fontWeight, style.textShadow, Object.values(ground(each)), around,
        link && getComputedStyle(link).textDecorationLine, Boolean(each.closest(":disabled, [aria-disabled=true]")),
      ]);
    };
    const found = new Map();
    document.querySelectorAll("[data-way]").forEach((each) => each.removeAttribute("data-way"));
    this.shown("body, body *").filter(bearsText).forEach((each) => {
      const looks = way(each);
      const times = found.get(looks) || 0;
      if (known.has(looks) || times === 3) return;
      found.set(looks, times + 1);
      each.dataset.way = looks;
    });
    return [...found.keys()];
  },

  // Text that is cut off by the box around it, and bars that cover the page: at 400 % zoom little is left.
  clipped() {
    const hides = (overflow) => overflow === "hidden" || overflow === "clip";
    const cut = this.shown("body *").filter((each) => {
      const style = getComputedStyle(each);
      if (!each.textContent.trim() || each.closest(".visually-hidden, .skip-link, svg")) return false;
      return (hides(style.overflowX) && each.scrollWidth > each.clientWidth + 1)
        || (hides(style.overflowY) && each.scrollHeight > each.clientHeight + 1);
    });
    const bars = this.shown("body *")
      .filter((each) => ["fixed", "sticky"].includes(getComputedStyle(each).position))
      .filter((each) => each.getBoundingClientRect().height > innerHeight / 2);
    return [
      ...cut.map((each) => `cut off: ${this.start(each)}`),
      ...bars.map((each) => `covers the page: ${this.start(each)}`),
    ];
  },

  // Levels that are left out, in the order of the document, which is the order without CSS.
  headingsThatSkip() {
    const all = this.shown("h1, h2, h3, h4, h5, h6");
    const level = (place) => (place < 0 ? 0 : Number(all[place].tagName[1]));
    return all.filter((each, place) => level(place) > level(place - 1) + 1)
      .map((each) => `heading skips a level: ${this.start(each)}`);
  },

  // Stops of the Tab key that do not show that they are one. Focus must have come by keyboard before.
  unseenFocus() {
    const isSeen = (each) => {
      each.focus({ preventScroll: true });
      const style = getComputedStyle(each);
      return document.activeElement === each && style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    };
    return this.shown("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']")
      .filter((each) => !each.disabled && !isSeen(each))
      .map((each) => `focus cannot be seen: ${this.start(each)}`);
  },

  // Less than 44 px high or 24 px wide to a finger. Links inside sentences may be (WCAG 2.2, 2.5.8).
  smallTargets() {
    const words = (each) => each.textContent.replace(/\s+/g, " ").trim();
    const inSentence = (each) => {
      const block = each.closest("p, li, dd, dt, td, th, h1, h2, h3, h4, summary, label, div");
      return each.tagName === "A" && getComputedStyle(each).display.startsWith("inline") && !each.closest("nav")
        && block && getComputedStyle(block).display !== "flex" && words(block).length > words(each).length + 3;
    };
    const target = (each) => {
      const label = each.closest("label") || each.labels?.[0];
      if (each.matches("input[type=checkbox], input[type=radio]") && label) return label;
      const after = getComputedStyle(each, "::after");
      const isStretched = after.content !== "none" && after.position === "absolute" && after.inset.startsWith("0px");
      return isStretched ? each.offsetParent : each;
    };
    return this.shown("a[href], button, summary, select, textarea, input:not([type=hidden])")
      .filter((each) => !each.matches(".skip-link") && !inSentence(each))
      .map((each) => [each, target(each).getBoundingClientRect()])
      .filter(([, box]) => box.height < 43.5 || box.width < 23.5)
      .map(([each, box]) => `${Math.round(box.width)} × ${Math.round(box.height)} px: ${this.start(each)}`);
  },

  // Chosen things that look like the others beside them, and buttons without an edge, once backgrounds are gone.
  lostInForcedColours() {
    const chosen = "[aria-current]:not([aria-current=false]), [aria-pressed=true]";
    const looks = (each) => [each, ...each.querySelectorAll("*")].slice(0, 2).map((part) => {
      const style = getComputedStyle(part);
      return [
        style.borderTopColor, style.borderBottomColor, style.borderTopWidth, style.borderBottomWidth, style.color,
        style.fontWeight, style.textDecorationLine, style.outlineStyle,
      ].join();
    }).join(";");
    const alike = this.shown(chosen).filter((each) => {
      const others = [...(each.closest("ul, ol, nav, div")?.querySelectorAll(each.tagName) || [])];
      const other = others.find((one) => one.classList[0] === each.classList[0] && !one.matches(chosen) && one.checkVisibility());
      return other && looks(other) === looks(each);
    });
    const bare = this.shown(".button").filter((each) => parseFloat(getComputedStyle(each).borderTopWidth) < 1);
    return [
      ...alike.map((each) => `chosen looks like not chosen: ${this.start(each)}`),
      ...bare.map((each) => `button without an edge: ${this.start(each)}`),
    ];
  },

  // Takes all styles away: content in order, pictures no larger than they are with CSS.
  badWithoutCss() {
    [...document.styleSheets].forEach((each) => { each.disabled = true; });
    const [skip, main, footer] = [".skip-link", "main", "body > footer"].map((each) => document.querySelector(each));
    const follows = (first, second) => Boolean(first.compareDocumentPosition(second) & Node.DOCUMENT_POSITION_FOLLOWING);
    return [
      ...(skip && document.querySelector("a[href]") !== skip ? ["the skip link is not the first link"] : []),
      ...(footer && !follows(main, footer) ? ["the footer comes before the content"] : []),
      ...this.shown("svg").filter((each) => each.getBoundingClientRect().width > 200)
        .map((each) => `fills the window: ${this.start(each)}`),
    ];
  },

  // Controls that do nothing because no script runs; forms that cannot be sent.
  deadWithoutScripts() {
    const isDead = (each) => {
      if (each.tagName === "FORM") return !each.querySelector("[type=submit], button:not([type])");
      if (each.tagName === "BUTTON") return each.type === "button" || !each.form;
      const address = each.getAttribute("href");
      return !address || address.startsWith("javascript:")
        || (address.startsWith("#") && !document.getElementById(address.slice(1)));
    };
    return this.shown("a, button, form").filter(isDead)
      .map((each) => `does nothing without scripts: ${this.start(each)}`);
  },
});
