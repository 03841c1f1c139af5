// Lists what this device keeps: services that were saved, with a way to take them off and back, and pages seen.
"use strict";

(() => {
  const box = document.querySelector("[data-saved]");
  if (!box) return; // switched off
  const part = (name) => box.querySelector(`[data-saved-${name}]`);
  const english = document.documentElement.lang === "en";
  const show = (names) => ["plain", "unsupported", "empty", "list"].forEach((name) => { part(name).hidden = !names.includes(name); });
  const { read, write, tell, started, addressesOf } = window.savedServices || {};
  if (!read) return show(["unsupported"]);

  const moment = (stamp) => {
    const locale = english ? "en-GB" : "id-ID";
    const date = new Date(stamp);
    const day = date.toLocaleDateString(locale, { day: "numeric", month: "long", year: "numeric" });
    return `${day}, ${date.toLocaleTimeString(locale, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" })}`;
  };
  const stampOf = (response) => response?.headers.get("X-Stored-At");
  const nameOf = (entry) => (english && entry.names.en) || entry.names.id;
  const urlOf = (entry) => entry.urls[english ? "en" : "id"];
  const copyOf = async (url) => await (await caches.open("saved-1")).match(url) || caches.match(url);
  const setName = (element, entry) => {
    element.textContent = nameOf(entry);
    if (english && !entry.names.en) element.lang = "id";
  };
  const copy = (template) => part(template).content.cloneNode(true).firstElementChild;

  const count = () => show(part("list").children.length ? ["list"] : ["empty"]);

  // What is known of the copy: its date, that the service is gone (the answer that says so is the copy), or that there is none.
  const describe = async (when, entry) => {
    const [own, ...others] = await Promise.all([urlOf(entry), ...Object.values(entry.urls)].map(copyOf)).catch(() => []);
    const isGone = [own, ...others].some((each) => each && [404, 410].includes(each.status));
    const { when: stored, whenMissing, whenGone } = when.dataset;
    when.textContent = isGone ? whenGone : stampOf(own) ? stored.replace("%(date)s", moment(stampOf(own))) : whenMissing;
  };

  const row = (entry) => {
    const item = copy("row");
    const link = item.querySelector("[data-link]");
    const when = item.querySelector("[data-when]");
    link.href = urlOf(entry);
    setName(link, entry);
    item.querySelector("[data-remove-name]").textContent = ` ${nameOf(entry)}`;
    item.querySelector("[data-remove]").addEventListener("click", () => remove(item, entry));
    item.describe = () => describe(when, entry);
    item.describe();
    return item;
  };

  // The copy stays until the page is left, so that taking it back needs no internet.
  const remove = (item, entry) => {
    const list = read();
    const place = list.findIndex((each) => each.slug === entry.slug);
    write(list.filter((each) => each.slug !== entry.slug));
    const gone = copy("removed");
    setName(gone.querySelector("[data-name]"), entry);
    gone.querySelector("[data-undo-name]").textContent = ` ${nameOf(entry)}`;
    const undo = gone.querySelector("[data-undo]");
    undo.addEventListener("click", () => {
      const now = read();
      now.splice(place, 0, entry);
      write(now);
      const back = row(entry);
      gone.replaceWith(back);
      back.querySelector("[data-remove]").focus();
      part("status").textContent = part("status").dataset.restored;
    });
    item.replaceWith(gone);
    undo.focus();
    part("status").textContent = part("status").dataset.removed;
  };

  const tidy = () => tell("tidy", addressesOf(read())).catch(() => {});

  const seen = async () => {
    const section = document.querySelector("[data-seen]");
    if (!section) return;
    const cache = await caches.open("pages-1");
    // A service just saved may still be among the pages seen; it is listed above.
    const listed = addressesOf(read()).map((address) => new URL(address, location.href).href);
    const requests = (await cache.keys()).filter((request) => !listed.includes(request.url));
    const stored = await Promise.all(requests.map(async (request) => ({ request, response: await cache.match(request) })));
    stored.sort((one, other) => Date.parse(stampOf(other.response)) - Date.parse(stampOf(one.response)));
    for (const { request, response } of stored) {
      const title = decodeURIComponent(response.headers.get("X-Title") || "");
      const item = document.createElement("li");
      const link = document.createElement("a");
      const { pathname, search } = new URL(request.url);
      link.href = pathname + search;
      link.textContent = new DOMParser().parseFromString(title, "text/html").body.textContent.replace(/ · Sebelum Datang$/, "");
      link.lang = pathname.startsWith("/en/") ? "en" : "id";
      item.append(link);
      section.querySelector("ul").append(item);
    }
    section.hidden = !requests.length;
  };

  try {
    part("list").append(...read().map(row));
    count();
    // A copy that was lost may have come back with that.
    tidy().then(() => [...part("list").children].forEach((item) => item.describe && item.describe()));
    started.then((hasWorker) => { if (!hasWorker && !read().length) show(["unsupported"]); }).catch(() => {});
    addEventListener("pagehide", tidy);
    seen().catch(() => {});
  } catch {
    show(["unsupported"]);
  }
})();
