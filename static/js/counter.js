// The counter with a script: a tap is stored on the device first and sent at once or later (counter-queue.js), and all that
// can be read aloud is kept for when there is no internet. Without it every tap is an ordinary form.
"use strict";

(() => {
  const bar = document.querySelector("[data-counter]");
  const queue = window.counterQueue;
  if (!bar || !queue || !window.indexedDB) return;
  const page = bar.dataset;
  const isKept = !page.user; // the page that stands in without internet names nobody
  const WHO = "loket-siapa";
  const SUBJECT = "data-subject";
  const TOO_QUICK = 700; // milliseconds: a second press within them is a slip of the finger

  // --- whose device it is now ---------------------------------------------------------------------------------------

  const readWho = () => JSON.parse(localStorage.getItem(WHO) || "{}");

  async function forgetCopies() {
    for (const name of await caches.keys()) {
      if (name.startsWith("loket-")) await caches.delete(name);
    }
  }

  async function whoAmI() {
    const before = readWho();
    if (isKept) return before;
    const who = { user: Number(page.user), office: page.office };
    if (before.user && before.user !== who.user && window.caches) await forgetCopies();
    localStorage.setItem(WHO, JSON.stringify(who));
    return who;
  }

  // --- what the officer is told -------------------------------------------------------------------------------------

  const words = bar.querySelector("[data-words]");
  const doors = bar.querySelector("[data-sign-in-link]");
  const sentence = {
    ok: (count) => (count ? `${count} ketukan menunggu dikirim.` : "Semua ketukan terkirim."),
    offline: (count) => (count ? `Tanpa internet: ${count} ketukan menunggu dikirim.` : "Tanpa internet. Ketukan disimpan dulu di perangkat ini."),
    signin: (count) => `Masuk lagi: ${count} ketukan menunggu dikirim.`,
    other: (count) => `Akun di peramban ini sudah berganti: muat ulang halaman. ${count} ketukan menunggu dikirim.`,
    failed: (count) => `${count} ketukan menunggu dikirim. Server belum bisa menerima; dicoba lagi sendiri.`,
    later: (count) => `${count} ketukan menunggu: sudah terlalu banyak dalam satu jam, sisanya dikirim nanti.`,
  };

  queue.listen(({ mine, others, phase, refused }) => {
    const isQuiet = !mine && ["signin", "other", "failed", "later"].includes(phase);
    const told = [mine && !phase ? sentence.ok(mine) : (sentence[isQuiet ? "ok" : phase] || sentence.ok)(mine)];
    if (refused) told.push(`${refused} ketukan tidak bisa dicatat: isinya sudah tidak ada di situs.`);
    if (others) told.push(`${others} ketukan petugas lain menunggu di perangkat ini; terkirim saat ia masuk di sini.`);
    words.textContent = told.join(" ");
    doors.hidden = !(phase === "signin" && mine);
    bar.hidden = false;
    bar.classList.toggle("counter-state--waiting", mine > 0);
  });

  // --- tapping ------------------------------------------------------------------------------------------------------

  function count(form, more) {
    const subject = form.closest(`[${SUBJECT}]`);
    document.querySelectorAll(`[${SUBJECT}="${subject ? subject.getAttribute(SUBJECT) : ""}"] [data-today]`).forEach((place) => {
      place.textContent = Math.max(0, Number(place.textContent) + more);
    });
  }

  // Long numbers never stand on the device; the server masks again, and knows more about it.
  const masked = (text) => text.replace(/\S+@\S+/g, "[surel]").replace(/\+?\d(?:[ .\-]?\d){6,}/g, "[nomor]").trim().slice(0, 80);

  async function tap(form) {
    const note = form.elements.note;
    const row = await queue.add({
      kind: form.elements.kind.value, key: form.elements.key.value, case: form.elements.case.value, note: note ? masked(note.value) : "",
    });
    if (note) note.value = "";
    count(form, 1);
    say(form, row);
  }

  function say(form, row) {
    const told = form.querySelector("[data-told]");
    const undo = told.querySelector("button");
    const fresh = undo.cloneNode(true); // without the listener of the tap before
    undo.replaceWith(fresh);
    fresh.hidden = !row;
    told.querySelector("[data-what]").textContent = row ? "Tercatat" : "Dibatalkan";
    told.hidden = false;
    if (!row) return;
    fresh.addEventListener("click", async () => {
      await queue.takeBack(row);
      count(form, -1);
      say(form, null);
      form.querySelector("[type=submit]").focus();
    });
  }

  function bind() {
    document.addEventListener("submit", (event) => {
      const form = event.target;
      if (!form.matches("[data-tap]")) return;
      event.preventDefault();
      if (Date.now() - Number(form.dataset.pressed || 0) < TOO_QUICK) return;
      form.dataset.pressed = Date.now();
      // Where the device cannot store it after all, it is an ordinary form again.
      tap(form).catch(() => { if (!isKept) form.submit(); });
    });
  }

  // What waits was pressed before this page was made, so its numbers do not have it yet.
  async function addWaiting(who) {
    const today = new Date().toDateString();
    for (const row of await queue.all()) {
      const form = document.querySelector(`[${SUBJECT}="${row.kind}/${row.key}"] form[data-tap]`);
      const isOfToday = row.user === who.user && new Date(row.at).toDateString() === today;
      if (form && isOfToday && !row.back) count(form, 1);
    }
  }

  // --- keeping what can be read -------------------------------------------------------------------------------------

  async function keepData() {
    const cache = await caches.open("loket-isi");
    const stored = await cache.match(page.data);
    const headers = stored ? { "If-None-Match": stored.headers.get("ETag") || "" } : {};
    const answer = await fetch(page.data, { headers, cache: "no-store", redirect: "manual" });
    if (answer.status !== 200) return;
    const copied = { "Content-Type": "application/json", ETag: answer.headers.get("ETag") || "", "X-Stored-At": new Date().toISOString() };
    await cache.put(page.data, new Response(await answer.text(), { headers: copied }));
  }

  async function keep() {
    if (isKept || !navigator.serviceWorker || !window.caches) return;
    if (!page.worker) { // switched off
      await forgetCopies();
      return;
    }
    await navigator.serviceWorker.register(page.worker, { scope: page.place, updateViaCache: "none" });
    await keepData();
  }

  (async () => {
    const who = await whoAmI();
    await queue.start({ ...who, state: page.state, send: page.send });
    bind();
    document.documentElement.dataset.counterReady = "";
    document.addEventListener("counter-rows", () => addWaiting(who));
    if (!isKept) await addWaiting(who);
    document.dispatchEvent(new CustomEvent("counter-ready", { detail: who }));
    await keep();
  })().catch(() => {}); // nothing can be stored here: forms go to the server one by one
})();
