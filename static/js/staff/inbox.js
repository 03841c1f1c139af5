/* Keeps what someone writes in this tab until it was sent: a session that ran out costs no text. */
(function () {
  "use strict";

  var PREFIX = "tulisan-";

  function stored(key) {
    try { return JSON.parse(sessionStorage.getItem(PREFIX + key) || "null"); } catch (error) { return null; }
  }

  function keep(key, texts) {
    try { sessionStorage.setItem(PREFIX + key, JSON.stringify(texts)); } catch (error) { /* no room: the page still works */ }
  }

  function drop(key) {
    try { sessionStorage.removeItem(PREFIX + key); } catch (error) { /* nothing was kept */ }
  }

  function fieldsOf(form) {
    return Array.prototype.slice.call(form.querySelectorAll("[data-kept]"));
  }

  function button(words, press) {
    var made = document.createElement("button");
    made.type = "button";
    made.className = "button button--quiet button--small";
    made.textContent = words;
    made.addEventListener("click", press);
    return made;
  }

  function offer(form, key, texts) {
    var box = document.createElement("div");
    box.className = "notice notice--info inbox-kept";
    box.setAttribute("role", "status");
    var words = document.createElement("p");
    words.textContent = "Tulisan Anda tadi belum terkirim dan masih tersimpan di tab ini.";
    var buttons = document.createElement("p");
    buttons.className = "buttons";
    buttons.appendChild(button("Kembalikan tulisan itu", function () {
      fieldsOf(form).forEach(function (field) {
        if (typeof texts[field.name] === "string") { field.value = texts[field.name]; }
      });
      box.remove();
      fieldsOf(form)[0].focus();
    }));
    buttons.appendChild(button("Buang", function () { drop(key); box.remove(); }));
    box.appendChild(words);
    box.appendChild(buttons);
    form.insertBefore(box, form.firstChild);
  }

  function watch(form) {
    var key = form.getAttribute("data-keep");
    var texts = stored(key);
    var differs = texts && fieldsOf(form).some(function (field) {
      return typeof texts[field.name] === "string" && texts[field.name].trim() && texts[field.name] !== field.value;
    });
    if (differs) { offer(form, key, texts); } else { drop(key); }
    form.addEventListener("input", function () {
      var now = {};
      fieldsOf(form).forEach(function (field) { now[field.name] = field.value; });
      keep(key, now);
    });
  }

  Array.prototype.forEach.call(document.querySelectorAll("[data-sent]"), function (each) {
    drop(each.getAttribute("data-sent"));
    drop(each.getAttribute("data-sent").replace("tanya-", "terbit-"));
  });
  Array.prototype.forEach.call(document.querySelectorAll("form[data-keep]"), watch);
}());
