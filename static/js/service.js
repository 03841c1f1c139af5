// Adds to a service page that works without it: ticks that stay on this device, how many papers are ready, the
// ticks in the question to the office, sharing, printing.
"use strict";

(() => {
  const page = document.querySelector("[data-service]");
  if (!page) return;
  const one = (selector, inside = page) => inside.querySelector(selector);
  const all = (selector, inside = page) => [...inside.querySelectorAll(selector)];

  const memory = {
    key: "berkas:" + page.dataset.service,
    read() {
      try {
        const value = JSON.parse(localStorage.getItem(this.key));
        return Array.isArray(value) ? value : [];
      } catch {
        return [];
      }
    },
    write(names) {
      try {
        if (names.length) localStorage.setItem(this.key, JSON.stringify(names));
        else localStorage.removeItem(this.key);
      } catch {
        // Private windows may refuse; the ticks then last as long as the page.
      }
    },
  };

  const papers = all("[data-paper]").map((element) => ({
    key: element.dataset.paper,
    name: one(".paper__name", element).textContent.trim(),
    box: one("input", element),
  }));
  const groups = all("[data-group]").map((element) => ({
    isNeeded: element.hasAttribute("data-needed"),
    papers: papers.filter((paper) => element.contains(paper.box)),
    get isReady() { return this.papers.some((paper) => paper.box.checked); },
  }));
  const ticked = () => papers.filter((paper) => paper.box.checked).map((paper) => paper.key);
  const tick = (keys) => papers.forEach((paper) => { paper.box.checked = keys.includes(paper.key); });

  // Ticks of other cases stay: their papers are not on the page now.
  function keep() {
    const here = papers.map((paper) => paper.key);
    memory.write([...memory.read().filter((key) => !here.includes(key)), ...ticked()]);
  }

  const ready = one(".ready");
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  // Papers asked for only under a condition count once they are ticked: nobody else knows whether they apply.
  function tell() {
    const counted = groups.filter((group) => group.isNeeded || group.isReady);
    const done = counted.filter((group) => group.isReady).length;
    const open = groups.length - counted.length;
    const isWhole = counted.length > 0 && done === counted.length;
    const words = one("[data-ready-words]");
    const text = isWhole && !open ? ready.dataset.all : fill(ready.dataset.some, { ready: done, total: counted.length });
    if (words.textContent !== text) words.textContent = text;
    Object.assign(one("[data-ready-bar]"), { max: Math.max(counted.length, 1), value: done });
    const maybe = one("[data-ready-maybe]");
    maybe.textContent = fill(ready.dataset.maybe, { count: open });
    maybe.hidden = !open;
    one("[data-clear]").hidden = done === 0;
    return text;
  }

  const say = (text) => { one("[data-ready-said]").textContent = text; };
  const undo = one("[data-undo]");
  let cleared = [];

  function changed(text) {
    keep();
    const progress = tell();
    say(text ? text + " " + progress : progress);
    writeQuestion();
  }

  // --- the question to the office: what is there and what is missing, in the line before the last; Indonesian, for officers

  const questions = all("[data-ask]").filter((link) => link.href.startsWith("https://wa.me/")).map((link) => ({ link, plain: link.href }));

  function writeQuestion() {
    const have = groups.filter((group) => group.isReady);
    const lack = groups.filter((group) => group.isNeeded && !group.isReady);
    const named = (paper) => paper.name;
    const lines = [];
    if (have.length) {
      lines.push("Sudah punya: " + have.map((group) => group.papers.filter((paper) => paper.box.checked).map(named).join(", ")).join(", ") + ".");
      if (lack.length) lines.push("Belum punya: " + lack.map((group) => group.papers.map(named).join(" atau ")).join(", ") + ".");
    }
    questions.forEach(({ link, plain }) => {
      const address = new URL(plain);
      const text = address.searchParams.get("text").split("\n");
      text.splice(-1, 0, ...lines);
      link.href = plain.split("?")[0] + "?text=" + encodeURIComponent(text.join("\n"));
    });
    const told = one("[data-ask-ticks]");
    if (told) told.hidden = !lines.length;
  }

  if (ready && papers.length) {
    tick(memory.read());
    papers.forEach((paper) => paper.box.addEventListener("change", () => { undo.hidden = true; changed(); }));
    one("[data-clear]").addEventListener("click", () => {
      cleared = ticked();
      tick([]);
      undo.hidden = false;
      undo.focus();
      changed(ready.dataset.cleared);
    });
    undo.addEventListener("click", () => {
      tick(cleared);
      changed(ready.dataset.restored);
      one("[data-clear]").focus();
      undo.hidden = true;
    });
    // The same page in another window.
    addEventListener("storage", (event) => {
      if (event.key !== memory.key) return;
      tick(memory.read());
      tell();
      writeQuestion();
    });
    ready.hidden = false;
    all("[data-kept]").forEach((note) => { note.hidden = false; });
    tell();
    writeQuestion();
  }

  // --- sharing

  const ways = one("[data-share]");
  const said = one("[data-share-said]");

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      said.textContent = said.dataset.copied;
    } catch {
      said.textContent = said.dataset.notCopied + " " + text;
    }
  }

  if (ways) {
    const shared = { title: ways.dataset.shareTitle, url: ways.dataset.share };
    const copying = one("[data-share-copy]", ways);
    copying.hidden = false;
    one("button", copying).addEventListener("click", () => copy(shared.url));
    if (navigator.share) {
      const native = one("[data-share-native]", ways);
      native.hidden = false;
      // Whoever closes the sheet has changed their mind; that is no error.
      one("button", native).addEventListener("click", () => navigator.share(shared).catch(() => {}));
    }
  }

  // --- printing; the browsers inside other apps cannot

  if (window.print) {
    all("[data-print]").forEach((button) => {
      button.hidden = false;
      button.addEventListener("click", () => window.print());
    });
    all("[data-print-way]").forEach((way) => { way.hidden = false; });
  }
})();
