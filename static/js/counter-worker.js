// The worker of the counter, for /loket/ only: without internet it gives the one page that stands in for all of them, and the
// files it needs. What can be read aloud and what waits is kept by the pages themselves. faq/counter/device_views.py
// puts `SETTINGS` before it and says why it is a worker of its own.
"use strict";

const { build, place, shell, statics, parts } = self.SETTINGS;
const SHELL = `loket-${build}`;
const DATA = "loket-isi";
const PATIENCE = 6000; // milliseconds a page may take

const pause = (time) => new Promise((done) => { setTimeout(done, time); });

// No redirect: a page to sign in must not stand in for the counter.
async function store(cache, address) {
  const answer = await fetch(address, { cache: "no-cache", redirect: "error" });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  await cache.put(address, answer);
}

self.addEventListener("install", (event) => {
  event.waitUntil((async () => {
    const cache = await caches.open(SHELL);
    await Promise.all([shell, ...parts].map((address) => store(cache, address)));
    await self.skipWaiting();
  })());
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) {
      if (name.startsWith("loket-") && ![SHELL, DATA].includes(name)) await caches.delete(name);
    }
    await self.clients.claim();
  })());
});

// The network first; where it fails, errs or takes too long, the page that stands in.
async function answerPage(request) {
  const network = fetch(request).catch(() => null);
  const first = await Promise.race([network, pause(PATIENCE)]);
  if (first && first.status < 500) return first;
  const stored = await (await caches.open(SHELL)).match(shell);
  return stored || (await network) || Response.error();
}

async function answerPart(request) {
  const stored = await (await caches.open(SHELL)).match(request.url);
  if (!stored) return fetch(request);
  if (/\.[0-9a-f]{12}\.\w+$/.test(new URL(request.url).pathname)) return stored;
  return fetch(request).catch(() => stored); // a name without a hash may stand for a newer file
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (pathname.startsWith(statics)) event.respondWith(answerPart(request));
  else if (request.mode === "navigate" && pathname.startsWith(place)) event.respondWith(answerPage(request));
});
