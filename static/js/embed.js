/* A service on another site. Beside a plain link to its page:
     <a href="https://…/layanan/kk-baru/">…</a>
     <script src="https://…/embed.js" data-layanan="kk-baru" defer></script>
   makes a card of that link: what to bring, time, fee, whether it is open. Where anything fails, the link stays.
   data-bahasa="en" shows it in English. Everything is put in as text, never as HTML. */
(function () {
  "use strict";
  var script = document.currentScript;
  var slug = script && script.getAttribute("data-layanan");
  if (!slug || !window.fetch || !document.body.attachShadow) return;
  var english = script.getAttribute("data-bahasa") === "en";
  var site = new URL(script.src).origin;
  var W = english
    ? { fee: "Fee", free: "Free of charge", time: "Time", bring: "What to bring", where: "Where",
        more: "Everything about this service", checked: "Checked: ", all: "No office visit",
        rest: " more, depending on your situation" }
    : { fee: "Biaya", free: "Gratis", time: "Waktu", bring: "Yang dibawa", where: "Tempat",
        more: "Selengkapnya tentang layanan ini", checked: "Dicek pada: ",
        all: "Tidak perlu ke kantor", rest: " lagi, tergantung keadaan Anda" };
  var CSS = ":host{all:initial;display:block}" +
    "*{box-sizing:border-box;margin:0;padding:0}" +
    "section{font:16px/1.5 system-ui,sans-serif;color:#14211d;background:#fff;border:1px solid #b9c6c1;" +
    "border-top:4px solid #0f766e;border-radius:8px;padding:16px;max-width:32rem;overflow-wrap:anywhere}" +
    "h2{font-size:1.125rem;line-height:1.3}p,dl,ul{margin-top:8px}ul{padding-left:1.25rem}dt{font-weight:700;margin-top:8px}" +
    "a{color:#0b5f58;display:inline-block;padding:10px 0;font-weight:600}a:focus{outline:3px solid #0b5f58}" +
    "small{display:block;color:#4a5a55;font-size:.875rem}";

  function make(name, text) {
    var element = document.createElement(name);
    if (text) element.textContent = text;
    return element;
  }

  /* A paper and those that may stand for it; none where any of them depends on the reader's situation. */
  function choices(paper, all) {
    if (paper.cases.length || paper.condition) return [];
    var labels = [paper.label];
    var instead = all.filter(function (each) { return each.alternative_to === paper.key; });
    for (var i = 0; i < instead.length; i++) {
      var more = choices(instead[i], all);
      if (!more.length) return [];
      labels = labels.concat(more);
    }
    return labels;
  }

  function fact(list, title, lines, indonesian) {
    list.appendChild(make("dt", title));
    lines.forEach(function (line) {
      var detail = list.appendChild(make("dd", line));
      if (indonesian) detail.lang = "id";
    });
  }

  function papers(service, section) {
    var all = service.document.requirements;
    var sure = all.filter(function (each) { return !each.alternative_to; })
      .map(function (each) { return choices(each, all); })
      .filter(function (each) { return each.length; }).slice(0, 8);
    var rest = sure.reduce(function (left, each) { return left - each.length; }, all.length);
    if (!sure.length) return;
    var list = make("ul");
    list.lang = "id";
    sure.forEach(function (each) { list.appendChild(make("li", each.join(" atau "))); });
    var title = make("p");
    title.appendChild(make("strong", W.bring));
    section.appendChild(title);
    section.appendChild(list);
    if (rest) section.appendChild(make("small", "+ " + rest + W.rest));
  }

  function card(service) {
    var section = make("section");
    section.lang = english ? "en" : "id";
    var name = (english && service.name_en) || service.name;
    section.setAttribute("aria-label", name);
    section.appendChild(make("h2", name));
    section.appendChild(make("p", (english && service.summary_en) || service.summary));
    var facts = make("dl");
    var free = service.fee.amount === 0;
    fact(facts, W.fee, [free ? W.free : service.fee.text], !free);
    fact(facts, W.time, [service.processing_time.text], true);
    fact(facts, W.where, service.places.length ? service.places.slice(0, 3).map(function (place) {
      return place.name + ": " + (english ? place.state_text_en : place.state_text);
    }) : [W.all]);
    section.appendChild(facts);
    papers(service, section);
    var link = make("a", W.more);
    link.href = site + (english ? "/en" : "") + "/layanan/" + encodeURIComponent(slug) + "/";
    section.appendChild(link);
    var checked = service.checked.confirmed_on || service.checked.facts_as_of;
    section.appendChild(make("small", service.agency_name + (checked ? ". " + W.checked + checked : "")));
    return section;
  }

  function show(service) {
    var host = make("div");
    var root = host.attachShadow({ mode: "open" });
    root.appendChild(card(service));
    if (root.adoptedStyleSheets && window.CSSStyleSheet && CSSStyleSheet.prototype.replaceSync) {
      var sheet = new CSSStyleSheet();
      sheet.replaceSync(CSS);
      root.adoptedStyleSheets = [sheet];
    }
    var near = [script.previousElementSibling, script.nextElementSibling];
    script.parentNode.insertBefore(host, script);
    near.some(function (each) {
      return each && each.tagName === "A" && each.href.indexOf(site + "/") === 0 && !each.parentNode.removeChild(each).hidden;
    });
  }

  fetch(site + "/api/v1/services/" + encodeURIComponent(slug) + "/", { credentials: "omit" })
    .then(function (answer) { return answer.ok ? answer.json() : Promise.reject(answer.status); })
    .then(show)
    .catch(function () { /* the link is still there */ });
})();
