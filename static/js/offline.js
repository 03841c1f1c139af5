// Optional: makes pages readable without internet, and the "Simpan" button work. Nothing on a page needs it.
"use strict";

(() => {
  const container = navigator.serviceWorker;
  const { worker } = document.currentScript.dataset;
  const box = document.querySelector("[data-save]");
  if (!worker && container && window.caches) { // switched off: what an earlier visit left goes
    addEventListener("load", async () => {
      for (const each of await container.getRegistrations()) await each.unregister();
      for (const name of await caches.keys()) await caches.delete(name);
    });
  }
  if (!worker || !container || !window.caches) {
    if (box) box.hidden = true;
    return;
  }

  // Orders to the worker (static/js/worker.js); resolves to {done, full}, and to {done: false} after 20 seconds.
  const tell = (order, addresses) => new Promise((answered) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = (event) => answered(event.data);
    setTimeout(() => answered({ done: false }), 20000); // a worker that cannot be installed is never ready
    container.ready.then(({ active }) => active.postMessage({ order, addresses }, [port2]));
  });

  // The list of saved services on this device: [{slug, names, urls, saved}]. Throws where nothing can be stored.
  const read = () => {
    const list = JSON.parse(localStorage.getItem("simpanan") || "[]");
    return Array.isArray(list) ? list : [];
  };
  const write = (list) => localStorage.setItem("simpanan", JSON.stringify(list));
  const addressesOf = (list) => list.flatMap((each) => Object.values(each.urls));

  // Whether there is a worker. Private windows and in-app browsers may refuse one; the site works without.
  const known = Boolean(container.controller);
  const started = new Promise((done) => { addEventListener("load", done); })
    .then(() => container.register(worker, { updateViaCache: "none" }))
    .then(() => true, () => known);
  window.savedServices = { read, write, tell, started, addressesOf };

  started.then(async (hasWorker) => {
    if (!hasWorker) return;
    if (!known) await tell("seen", [location.href]);
    const listed = addressesOf(read());
    if (listed.length) await tell("restore", listed);
  }).catch(() => {}); // no storage on this device

  if (!box) return;
  const { slug, names, urls } = JSON.parse(box.dataset.save);
  const button = box.querySelector("button");
  const say = (state) => {
    const isSaved = read().some((each) => each.slug === slug);
    button.querySelectorAll("[data-label]").forEach((label) => { label.hidden = (label.dataset.label === "saved") !== isSaved; });
    box.querySelectorAll("[data-told]").forEach((words) => { words.hidden = words.dataset.told !== state; });
  };

  const save = async () => {
    say("busy");
    // The case that was chosen is kept beside the page of all cases.
    const chosen = new URLSearchParams(location.search).get("keadaan");
    const cases = chosen ? ["", `?keadaan=${encodeURIComponent(chosen)}`] : [""];
    const answer = await tell("save", Object.values(urls).flatMap((url) => cases.map((each) => url + each)));
    if (answer.done) write([...read().filter((each) => each.slug !== slug), { slug, names, urls, saved: new Date().toISOString() }]);
    say(answer.done ? "saved" : answer.full ? "full" : "failed");
  };

  const remove = async () => {
    const others = read().filter((each) => each.slug !== slug);
    write(others);
    say("removed");
    await tell("tidy", addressesOf(others));
  };

  const offer = (hasWorker) => { if (hasWorker) box.dataset.ready = ""; };
  try {
    say("");
    offer(known);
    started.then(offer);
    button.addEventListener("click", () => (read().some((each) => each.slug === slug) ? remove() : save()).catch(() => say("failed")));
  } catch {
    box.hidden = true; // no storage on this device
  }
})();
