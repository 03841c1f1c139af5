// The page that stands in for the counter without internet: finds and shows what this device keeps (isi.json).
// Words are only ever set as text.
"use strict";

(() => {
  const bar = document.querySelector("[data-counter]");
  const box = document.querySelector("[data-device]");
  if (!bar || !box) return;
  const { data, place } = bar.dataset;
  const one = (name) => box.querySelector(`[data-${name}]`);
  const MOST = 16;
  // Words that many questions have and that say nothing of what is asked.
  const EMPTY = new Set("apa bagaimana cara gimana mau ingin bikin buat urus mengurus kalau untuk di ke dan yang saya syarat".split(" "));

  const plain = (text) => text.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f]/g, "").replace(/[^a-z0-9]+/g, " ").trim();
  const wordsOf = (text) => plain(text).split(" ").filter(Boolean);

  // --- finding ------------------------------------------------------------------------------------------------------

  // How well an entry fits: each word at the beginning of one of the entry's; in its name it counts most.
  function mark(entry, asked) {
    let total = 0;
    for (const word of asked) {
      if (entry.inTitle.some((each) => each.startsWith(word))) total += 3;
      else if (entry.inWords.some((each) => each.startsWith(word))) total += 2;
      else if (entry.inText.includes(` ${word}`)) total += 1;
    }
    return total;
  }

  function find(entries, query) {
    const typed = wordsOf(query);
    const telling = typed.filter((word) => !EMPTY.has(word));
    const asked = telling.length ? telling : typed;
    const found = entries.map((entry) => ({ entry, marks: mark(entry, asked) })).filter(({ marks }) => marks > 0);
    found.sort((one, other) => other.marks - one.marks);
    return found.slice(0, MOST).map(({ entry }) => entry);
  }

  const prepared = (entry) => ({
    ...entry, inTitle: wordsOf(entry.title), inWords: wordsOf(entry.words), inText: ` ${plain(entry.lines.join(" "))}`,
  });

  // --- showing ------------------------------------------------------------------------------------------------------

  const drawn = (name) => document.importNode(box.querySelector(`template[data-${name}]`).content, true).firstElementChild;
  const addressOf = (entry) => `${place}${entry.kind}/${entry.key}/`;

  function fill(form, entry, chosen) {
    form.elements.kind.value = entry.kind;
    form.elements.key.value = entry.key;
    form.elements.case.value = chosen;
  }

  function rowOf(entry) {
    const row = drawn("row");
    row.dataset.subject = `${entry.kind}/${entry.key}`;
    row.querySelector("a").href = addressOf(entry);
    row.querySelector("[data-title]").textContent = entry.title;
    row.querySelector("[data-note]").textContent = entry.note;
    row.querySelector("[data-of]").textContent = ` ${entry.title}`;
    fill(row.querySelector("form"), entry, "");
    return row;
  }

  function showList(entries, query) {
    const found = query ? find(entries, query) : entries.slice(0, MOST);
    one("heading").textContent = query ? `Hasil untuk “${query}”` : "Layanan";
    one("rows").textContent = "";
    found.forEach((entry) => one("rows").append(rowOf(entry)));
    one("none").hidden = found.length > 0;
    one("list").hidden = false;
    tellShown();
  }

  function partOf(lines, [key, title, isList, numbers]) {
    const part = drawn("part");
    part.id = key;
    part.querySelector("h2").textContent = title;
    const list = document.createElement(isList ? (key === "langkah" ? "ol" : "ul") : "div");
    numbers.forEach((number) => {
      const line = document.createElement(isList ? "li" : "p");
      line.textContent = lines[number];
      list.append(line);
    });
    part.append(list);
    return part;
  }

  function caseOf([key, words], chosen) {
    const item = drawn("case");
    const link = item.querySelector("a");
    link.href = `?keadaan=${encodeURIComponent(key)}`;
    link.textContent = words;
    if (key === chosen) link.setAttribute("aria-current", "true");
    return item;
  }

  function showReading(entry, asked, site) {
    const chosen = entry.cases.some(([key]) => key === asked) ? asked : "";
    document.querySelector("h1").textContent = entry.title;
    entry.cases.forEach((each) => one("cases").append(caseOf(each, chosen)));
    one("choose").hidden = !entry.cases.length;
    entry.ways[chosen].forEach((part) => one("parts").append(partOf(entry.lines, part)));
    one("bar").dataset.subject = `${entry.kind}/${entry.key}`;
    fill(one("bar").querySelector("form"), entry, chosen);
    one("address").textContent = site + entry.url + (chosen ? `?keadaan=${chosen}` : "");
    one("reading").hidden = false;
    tellShown();
  }

  // Their numbers are what waits on this device: counter.js knows.
  const tellShown = () => document.dispatchEvent(new CustomEvent("counter-rows"));

  function show(stored, address) {
    const entries = stored.entries.map(prepared);
    const [kind, key] = address.pathname.slice(place.length).split("/");
    const entry = entries.find((each) => each.kind === kind && each.key === key);
    if (entry) {
      showReading(entry, address.searchParams.get("keadaan") || "", stored.site);
      return;
    }
    const field = one("query");
    field.value = address.searchParams.get("q") || "";
    field.form.addEventListener("submit", (event) => event.preventDefault());
    field.addEventListener("input", () => showList(entries, field.value.trim()));
    one("search").hidden = false;
    showList(entries, field.value.trim());
  }

  const shortDate = (moment) => new Date(moment).toLocaleString("id-ID", { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" });

  async function start(who) {
    const found = window.caches && await (await caches.open("loket-isi")).match(data);
    if (!found || !who.user) {
      one("nothing").hidden = false;
      return;
    }
    one("since").textContent = shortDate(found.headers.get("X-Stored-At"));
    one("stored").hidden = false;
    show(await found.json(), new URL(location));
  }

  addEventListener("online", () => { one("back").hidden = false; });
  document.addEventListener("counter-ready", (event) => {
    start(event.detail).catch(() => { one("nothing").hidden = false; });
  });
})();
