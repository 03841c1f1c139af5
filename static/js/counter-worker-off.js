// OFFLINE=0: takes the counter's worker away, and what it stored. Taps that wait stay until they are sent.
"use strict";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) {
      if (name.startsWith("loket-")) await caches.delete(name);
    }
    await self.registration.unregister();
  })());
});
