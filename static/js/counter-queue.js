// Taps of the counter that wait on this device until the server has them. Each has a key of its own, made here, so that
// sending one twice counts once; a tap leaves the device only when the server has said what became of it.
"use strict";

(() => {
  const STORE = "ketukan";
  const MOST_AT_ONCE = 100; // the server takes 200
  const PATIENCE = 15000; // milliseconds
  const FIRST_WAIT = 2000; // before trying again; it doubles up to a minute
  const LONGEST_WAIT = 60000;

  // --- the device's store: survives reloads, and its transactions hold across tabs ----------------------------------

  let opened;
  const open = () => {
    opened = opened || new Promise((resolve, reject) => {
      const request = indexedDB.open("loket", 1);
      request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "id" });
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    return opened;
  };

  // Runs `work` with the store; resolves once it is written, with the result of the request that `work` gave back.
  const inStore = async (mode, work) => {
    const database = await open();
    return new Promise((resolve, reject) => {
      const transaction = database.transaction(STORE, mode);
      const request = work(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(request ? request.result : undefined);
      transaction.onabort = () => reject(transaction.error);
    });
  };

  const all = () => inStore("readonly", (store) => store.getAll());

  // Changes the row of `id` in one transaction: `change` gets it (or undefined) and returns the new one, or null.
  const change = (id, how) => inStore("readwrite", (store) => {
    const request = store.get(id);
    request.onsuccess = () => {
      const row = how(request.result);
      if (row) store.put(row);
      else if (request.result) store.delete(id);
    };
  });

  function newKey() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = [...bytes].map((each) => each.toString(16).padStart(2, "0")).join("");
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
  }

  // --- who presses, and who is told ---------------------------------------------------------------------------------

  let me = {}; // {user, office, state, send}
  let phase = "";
  let refused = 0;
  const listeners = [];
  const isMine = (row) => String(row.user) === String(me.user);

  async function tell() {
    const rows = await all();
    const mine = rows.filter(isMine).length;
    listeners.forEach((listener) => listener({ mine, others: rows.length - mine, phase, refused }));
  }

  // `tap`: {kind, key, case, note}. Resolves to the row, once it is safe on the device.
  async function add(tap) {
    const row = { ...tap, id: newKey(), user: me.user, office: me.office, at: new Date().toISOString(), back: false, sent: false };
    await inStore("readwrite", (store) => store.add(row));
    await tell();
    sync();
    return row;
  }

  // One that never left the device just goes; of any other the server is told.
  async function takeBack(row) {
    await change(row.id, (found) => (found && !found.sent ? null : { ...row, ...found, back: true, sent: true }));
    await tell();
    sync();
  }

  // --- sending ------------------------------------------------------------------------------------------------------

  class Stopped extends Error {} // its message is the phase to show

  async function ask(address, options = {}) {
    const hurry = new AbortController();
    const timer = setTimeout(() => hurry.abort(), PATIENCE);
    let answer;
    try {
      answer = await fetch(address, { cache: "no-store", credentials: "same-origin", redirect: "manual", signal: hurry.signal, ...options });
      if (answer.type === "opaqueredirect") throw new Stopped("signin");
      if (answer.status === 409) throw new Stopped("other");
      if (!answer.ok) throw new Stopped("failed");
      return await answer.json();
    } catch (error) {
      throw error instanceof Stopped ? error : new Stopped("offline");
    } finally {
      clearTimeout(timer);
    }
  }

  async function nextRows(skipped) {
    const rows = (await all()).filter((row) => isMine(row) && !skipped.has(row.id));
    rows.sort((one, other) => (one.at < other.at ? -1 : Number(one.at > other.at)));
    return rows.slice(0, MOST_AT_ONCE);
  }

  // Marks as sent, and gives as they are now, those that are still here: one that was taken back just before is gone.
  async function claim(rows) {
    const claimed = [];
    await inStore("readwrite", (store) => rows.forEach((row) => {
      const request = store.get(row.id);
      request.onsuccess = () => {
        if (!request.result) return;
        claimed.push({ ...request.result, sent: true });
        store.put({ ...request.result, sent: true });
      };
    }));
    return claimed;
  }

  // What was taken back while its message was under way stays, to be sent once more.
  const settle = (row) => change(row.id, (found) => (found && found.back !== row.back ? found : null));

  const message = (rows) => JSON.stringify({
    user: me.user,
    sent: new Date().toISOString(), // the server counts back from here, should this clock be wrong
    taps: rows.map(({ id, kind, key, case: chosen, office, note, at, back }) => ({ id, kind, key, case: chosen, office, note, at, back })),
  });

  // Resolves to those that must wait.
  async function sendSome(waiting, token) {
    const rows = await claim(waiting);
    const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
    const { results } = await ask(me.send, { method: "POST", headers, body: message(rows) });
    if (!Array.isArray(results) || results.length !== rows.length) throw new Stopped("failed");
    for (const [place, row] of rows.entries()) {
      if (results[place] === "ditolak") refused += 1;
      if (results[place] !== "nanti") await settle(row);
    }
    return rows.filter((row, place) => results[place] === "nanti");
  }

  async function sendAll() {
    const later = new Set();
    let rows = await nextRows(later);
    if (!rows.length) return "ok";
    const { user, token } = await ask(me.state);
    if (String(user) !== String(me.user)) throw new Stopped("other");
    while (rows.length) {
      (await sendSome(rows, token)).forEach((row) => later.add(row.id));
      await tell();
      rows = await nextRows(later);
    }
    return later.size ? "later" : "ok";
  }

  let sending = null;
  let again = false;
  let wait = FIRST_WAIT;
  let retry = 0;

  // The browser says "online" before the way to the server is there: one attempt then is not enough.
  async function tryLater() {
    clearTimeout(retry);
    if (phase === "ok") wait = FIRST_WAIT;
    if ((phase !== "offline" && phase !== "failed") || !(await all()).some(isMine)) return;
    retry = setTimeout(sync, wait);
    wait = Math.min(2 * wait, LONGEST_WAIT);
  }

  function hurry() {
    wait = FIRST_WAIT;
    return sync();
  }

  // At most one sending in a page at a time; what is pressed meanwhile goes right after it.
  function sync() {
    if (!me.user || !me.send) return Promise.resolve();
    if (sending) {
      again = true;
      return sending;
    }
    sending = sendAll().then((done) => { phase = done; }, (error) => { phase = error instanceof Stopped ? error.message : "failed"; })
      .then(tell)
      .then(tryLater)
      .catch(() => {})
      .then(() => {
        sending = null;
        if (!again) return undefined;
        again = false;
        return phase === "ok" ? sync() : undefined;
      });
    return sending;
  }

  window.counterQueue = {
    add, takeBack, sync, all,
    // Resolves when the device can store; rejects where it cannot (private windows of some browsers).
    async start(settings) {
      me = settings;
      await open();
      addEventListener("online", hurry);
      document.addEventListener("visibilitychange", () => { if (!document.hidden) hurry(); });
      setInterval(sync, LONGEST_WAIT);
      await tell();
      sync();
    },
    listen: (listener) => listeners.push(listener),
  };
})();
