// What the service worker (worker.js) writes into stored pages: a sentence on top, and nothing that held at one moment only.
"use strict";

const escaped = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

function words(language, date) {
  const locale = language === "en" ? "en-GB" : "id-ID";
  const day = date.toLocaleDateString(locale, { day: "numeric", month: "long", year: "numeric" });
  const time = date.toLocaleTimeString(locale, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  return `${day}, ${time}`;
}

// Elements with `data-now` were true at one moment only ("buka sampai 15.00"); its value stands in for what is in them.
function withoutNow(html) {
  const start = /<(\w+)[^<>]* data-now="([^"<>]*)"[^<>]*>/g;
  let [result, from] = ["", 0];
  for (let found = start.exec(html); found; found = start.exec(html)) {
    const [opening, tag, instead] = found;
    const tags = new RegExp(`<(/?)${tag}\\b`, "g");
    tags.lastIndex = start.lastIndex;
    let [depth, end] = [1, null];
    while (depth && (end = tags.exec(html))) depth += end[1] ? -1 : 1;
    if (!end) break;
    result += html.slice(from, found.index) + opening.replace(/ data-now="[^"]*"/, "") + instead;
    start.lastIndex = from = end.index;
  }
  return result + html.slice(from);
}

// A stored page with a sentence at the top of its content.
async function annotated(stored, { address, sentence, again, attribute }) {
  const note = `<div class="stored-note"><p>${escaped(sentence)}</p><p><a href="${escaped(address)}">${escaped(again)}</a></p></div>`;
  const html = withoutNow(await stored.text())
    .replace("<html", () => `<html data-${attribute}`)
    .replace("</head>", (end) => `<link rel="stylesheet" href="${self.SETTINGS.noteStyle}">${end}`)
    .replace(/<main[^>]*>/, (main) => main + note);
  return new Response(html, { headers: stored.headers });
}
