// The service worker: pages seen once, and services marked "Simpan", open without internet. The site never needs it.
// portal/offline.py puts `SETTINGS` and worker-note.js before it. docs/offline.md says what is kept and how to switch it off.
"use strict";

const { build, languages, statics, noteStyle, untouched, alwaysAsked } = self.SETTINGS;
const SHELL = `shell-${build}`;
const [PAGES, SAVED, STATICS] = ["pages-1", "saved-1", "statics-1"];
const MOST_PAGES = 60;
const PATIENCE = 4000; // milliseconds a page may take before its stored copy is shown instead
const DAY = 24 * 60 * 60 * 1000;
const STAMP = "X-Stored-At";
const TITLE = "X-Title";
const HASHED = /\.[0-9a-f]{12}\.\w+$/;

const pause = (time) => new Promise((done) => { setTimeout(done, time); });
const quietly = (promise) => promise.catch(() => undefined);

// --- addresses ---------------------------------------------------------------------------------------------------

function languageOf(path) {
  return Object.keys(languages).find((code) => languages[code].prefix !== "/" && path.startsWith(languages[code].prefix)) || "id";
}

function isUnder(path, places) {
  const plain = path.replace(languages[languageOf(path)].prefix, "/");
  return places.some((place) => plain.startsWith(place));
}

function mayBeStored(address) {
  const { origin, pathname } = new URL(address, location);
  return origin === location.origin && !isUnder(pathname, [...untouched, ...alwaysAsked]);
}

function withoutHash(address) {
  const url = new URL(address, location);
  url.hash = "";
  return url.href;
}

function withoutCase(address) {
  const url = new URL(address);
  url.search = "";
  return url.href;
}

// --- storing -----------------------------------------------------------------------------------------------------

function isWholePage(response) {
  const type = response.headers.get("Content-Type") || "";
  const control = response.headers.get("Cache-Control") || "";
  return response.status === 200 && !response.redirected && type.startsWith("text/html") && !control.includes("no-store");
}

const partsOf = (html) => [...html.matchAll(/(?:href|src)="([^"]+)"/g)].map((found) => found[1]).filter((part) => part.startsWith(statics));

// Of the pages only seen, the oldest go; `most` says how many may stay of so many.
async function trim(most = () => MOST_PAGES) {
  const cache = await caches.open(PAGES);
  const stored = await cache.keys();
  const superfluous = stored.length - most(stored.length);
  if (superfluous <= 0) return;
  // A copy put again stands where each browser likes, so its date decides.
  const dated = await Promise.all(stored.map(async (request) => {
    const found = await cache.match(request);
    return { request, stamp: (found && found.headers.get(STAMP)) || "" };
  }));
  dated.sort((one, other) => (one.stamp < other.stamp ? -1 : Number(one.stamp > other.stamp)));
  await Promise.all(dated.slice(0, superfluous).map(({ request }) => cache.delete(request)));
}

// Where the device is full, half of the pages only seen make room, once; what was saved stays.
async function withRoom(write) {
  try {
    return await write();
  } catch (error) {
    if (error.name !== "QuotaExceededError") throw error;
    await trim((count) => Math.floor(count / 2));
    return write();
  }
}

async function keepParts(html) {
  const cache = await caches.open(STATICS);
  await Promise.all([...new Set(partsOf(html))].map(async (part) => {
    if (!(await cache.match(part))) await quietly(withRoom(() => cache.add(part)));
  }));
}

// With all it needs, the moment and its title. An older copy stays until the new one has taken its place.
async function put(name, address, response) {
  const html = await response.text();
  const headers = new Headers(response.headers);
  headers.delete("Content-Encoding");
  headers.delete("Content-Length");
  headers.set(STAMP, new Date().toISOString());
  headers.set(TITLE, encodeURIComponent((html.match(/<title>([^<]*)/) || ["", ""])[1]));
  await keepParts(html);
  const cache = await caches.open(name);
  await withRoom(() => cache.put(address, new Response(html, { status: response.status, headers })));
}

const isGone = (response) => response.status === 404 || response.status === 410;

// Of a page that is gone no copy stays; in place of one the resident saved is the answer that it is gone.
async function bury(name, address, response) {
  await (await caches.open(PAGES)).delete(address);
  if (name === SAVED) await put(SAVED, address, response);
}

async function placeOf(address) {
  const { pathname } = new URL(address);
  if (Object.values(languages).some((each) => [each.savedPage, each.offlinePage].includes(pathname))) return SHELL;
  return await (await caches.open(SAVED)).match(address) ? SAVED : PAGES;
}

// After every page that came from the network: the copy is renewed, or goes with a page that is gone.
async function keep(address, response) {
  if (!mayBeStored(address)) return;
  if (isGone(response)) {
    await bury(await placeOf(address), address, response);
  } else if (isWholePage(response)) {
    await put(await placeOf(address), address, response);
    await trim();
  }
}

async function fetchInto(name, address) {
  const response = await fetch(address, { cache: "no-cache" });
  if (isGone(response) && mayBeStored(address)) await bury(name, address, response.clone());
  if (!isWholePage(response) || !mayBeStored(address)) throw new Error(`${address}: ${response.status}`);
  await put(name, address, response);
}

// --- renewing and clearing up ------------------------------------------------------------------------------------

let renewed = 0;

// What the resident saved, and the offline pages, are at most a day behind while there is internet.
async function renew() {
  if (Date.now() - renewed < DAY / 24 || navigator.connection?.saveData) return;
  renewed = Date.now();
  for (const name of [SAVED, SHELL]) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const stored = await cache.match(request);
      if (stored && Date.now() - Date.parse(stored.headers.get(STAMP)) > DAY) await quietly(fetchInto(name, request.url));
    }
  }
}

async function clearUp() {
  const current = [SHELL, PAGES, SAVED, STATICS];
  for (const name of await caches.keys()) {
    // The counter's worker (counter-worker.js) keeps house for itself.
    if (!current.includes(name) && !name.startsWith("loket-")) await caches.delete(name);
  }
  // Stored pages still need the files of the build they came from; nothing else does.
  const needed = new Set([new URL(noteStyle, location).href]);
  for (const name of [SHELL, PAGES, SAVED]) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const html = await (await cache.match(request)).text();
      partsOf(html).forEach((part) => needed.add(new URL(part, location).href));
    }
  }
  const cache = await caches.open(STATICS);
  for (const request of await cache.keys()) {
    if (!needed.has(request.url)) await cache.delete(request);
  }
}

self.addEventListener("install", (event) => {
  const pages = Object.values(languages).map((language) => fetchInto(SHELL, language.offlinePage));
  const style = caches.open(STATICS).then((cache) => cache.add(noteStyle));
  event.waitUntil(Promise.all([...pages, style]).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    await quietly(Promise.resolve(self.registration.navigationPreload?.enable()));
    await clearUp();
    await self.clients.claim();
  })());
});

// --- answering ---------------------------------------------------------------------------------------------------

async function find(address) {
  if (!mayBeStored(address)) return undefined;
  // A saved service is stored with all its cases; the page of one case falls back to it.
  return await (await caches.open(SAVED)).match(address)
    || await (await caches.open(PAGES)).match(address)
    || await (await caches.open(SHELL)).match(address)
    || await (await caches.open(SAVED)).match(withoutCase(address));
}

async function storedPage(stored, address) {
  const language = languageOf(new URL(address).pathname);
  const { stored: sentence, again } = languages[language];
  const date = words(language, new Date(stored.headers.get(STAMP)));
  return annotated(stored, { address, sentence: sentence.replace("%(date)s", date), again, attribute: "stored" });
}

async function offlinePage(address) {
  const { pathname } = new URL(address);
  const { offlinePage: path, missing, check, again } = languages[languageOf(pathname)];
  const stored = await (await caches.open(SHELL)).match(path);
  if (!stored) return Response.error();
  return annotated(stored, { address, sentence: isUnder(pathname, alwaysAsked) ? check : missing, again, attribute: "offline" });
}

// The network first; where it fails, errs or takes too long, what is stored.
async function answerPage(network, address) {
  const stored = await quietly(find(address));
  const given = network.then((response) => response.clone());
  if (!stored) return given.catch(() => offlinePage(address));
  const first = await Promise.race([quietly(given), pause(PATIENCE)]);
  return first && first.status < 500 ? first : storedPage(stored, address);
}

async function answerPart(request) {
  const cache = await caches.open(STATICS);
  const stored = await cache.match(request.url);
  if (stored && HASHED.test(new URL(request.url).pathname)) return stored;
  try {
    const response = await fetch(request);
    if (response.ok) await quietly(cache.put(request.url, response.clone()));
    return response;
  } catch (error) {
    if (stored) return stored;
    throw error;
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (pathname.startsWith(statics)) {
    event.respondWith(answerPart(request).catch(() => fetch(request)));
  } else if (request.mode === "navigate" && !isUnder(pathname, untouched)) {
    const address = withoutHash(request.url);
    const network = Promise.resolve(event.preloadResponse).then((early) => early || fetch(request));
    event.respondWith(answerPage(network, address));
    event.waitUntil(quietly(network.then((response) => keep(address, response.clone())).then(renew)));
  }
});

// --- what pages ask for ------------------------------------------------------------------------------------------

// What is on the resident's list but was lost here is a page seen, or comes from the network.
async function restore(addresses) {
  const [saved, pages] = [await caches.open(SAVED), await caches.open(PAGES)];
  for (const address of addresses) {
    if (await saved.match(address)) continue;
    const seen = await pages.match(address);
    if (seen) {
      await quietly(saved.put(address, seen).then(() => pages.delete(address)));
    } else {
      await quietly(fetchInto(SAVED, address));
    }
  }
}

const orders = {
  // The first page of a visitor was loaded before there was a worker.
  seen: async ({ addresses }) => {
    for (const address of addresses) await fetchInto(await placeOf(address), address);
    await trim();
  },
  save: async ({ addresses }) => {
    for (const address of addresses) {
      await fetchInto(SAVED, address);
      await (await caches.open(PAGES)).delete(address);
    }
    const { savedPage } = languages[languageOf(new URL(addresses[0]).pathname)];
    await quietly(fetchInto(SHELL, new URL(savedPage, location).href));
  },
  // With every page: `addresses` are the list.
  restore: ({ addresses }) => restore(addresses),
  // All that is on the list is saved, with its cases, and nothing else; the rest is a page seen, like others.
  tidy: async ({ addresses }) => {
    const [saved, pages] = [await caches.open(SAVED), await caches.open(PAGES)];
    for (const request of await saved.keys()) {
      if (addresses.includes(withoutCase(request.url))) continue;
      const stored = await saved.match(request);
      if (stored && !isGone(stored)) await quietly(pages.put(request, stored));
      await saved.delete(request);
    }
    await restore(addresses);
    await trim();
  },
};

self.addEventListener("message", (event) => {
  const { order, addresses = [] } = event.data || {};
  const [port] = event.ports;
  if (!Object.prototype.hasOwnProperty.call(orders, order)) return;
  const here = addresses.map(withoutHash);
  event.waitUntil(orders[order]({ addresses: here }).then(
    () => port?.postMessage({ done: true }),
    (error) => port?.postMessage({ done: false, full: error.name === "QuotaExceededError" }),
  ));
});
