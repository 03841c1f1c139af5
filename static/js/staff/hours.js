/* The editor of an office's hours: copies days, clears and adds intervals without sending the form. Works without it. */
(function () {
  "use strict";
  var form = document.getElementById("jam-form");
  if (!form) return;
  var days = Array.from(form.querySelectorAll("[data-day]"));

  function slots(day) { return Array.from(day.querySelectorAll("[data-slot]")); }
  function times(slot) { return Array.from(slot.querySelectorAll("input")); }

  function settle(day) {
    var filled = slots(day).some(function (slot) { return times(slot).some(function (input) { return input.value; }); });
    var closed = day.querySelector(".day__closed input");
    day.classList.toggle("day--closed", closed.checked);
    var mark = day.querySelector("legend .pill");
    if (!mark) {
      mark = document.createElement("span");
      mark.className = "pill pill--quiet";
      mark.textContent = "tutup";
      day.querySelector("legend").append(" ", mark);
    }
    mark.hidden = filled && !closed.checked;
  }

  function clearButton(day, slot) {
    var button = document.createElement("button");
    button.type = "button";
    button.className = "button button--quiet button--small slot__remove";
    button.textContent = "×";
    button.setAttribute("aria-label", "Kosongkan jam ini");
    button.addEventListener("click", function () {
      times(slot).forEach(function (input) { input.value = ""; });
      times(slot)[0].focus();
      settle(day);
    });
    slot.append(button);
  }

  function isEmpty(day) {
    return !day.querySelector("[aria-invalid]") && slots(day).every(function (slot) {
      return times(slot).every(function (input) { return !input.value; });
    });
  }

  // In a week that has hours, a day without any is closed, and says so; its fields come back when the tick goes.
  var isBegun = !days.every(isEmpty);
  days.forEach(function (day) {
    var closed = day.querySelector(".day__closed input");
    if (isBegun && isEmpty(day)) closed.checked = true;
    closed.addEventListener("change", function () {
      settle(day);
      if (!closed.checked) times(slots(day)[0])[0].focus();
    });
    slots(day).forEach(function (slot) { clearButton(day, slot); });
    day.addEventListener("input", function (event) {
      if (event.target.type === "text" && event.target.value) day.querySelector(".day__closed input").checked = false;
      settle(day);
    });
    settle(day);
  });

  function copy(source, target) {
    var given = slots(source);
    slots(target).forEach(function (slot, at) {
      times(slot).forEach(function (input, which) { input.value = given[at] ? times(given[at])[which].value : ""; });
    });
    var more = target.querySelector(".day__more");
    if (more) more.open = Array.from(more.querySelectorAll("input")).some(function (input) { return input.value; });
    target.querySelector(".day__closed input").checked = source.querySelector(".day__closed input").checked;
    settle(target);
  }

  var sources = form.querySelector("#salin-dari");
  function offerTargets() {
    form.querySelectorAll("[data-target]").forEach(function (target) {
      var isSource = target.getAttribute("data-target") === sources.value;
      target.hidden = isSource;
      if (isSource) target.querySelector("input").checked = false;
    });
  }
  sources.addEventListener("change", offerTargets);
  offerTargets();

  var said = document.createElement("span");
  said.className = "quiet";
  said.setAttribute("role", "status");
  var button = form.querySelector("[data-copy]");
  button.after(said);
  button.addEventListener("click", function (event) {
    event.preventDefault();
    var source = days[Number(sources.value)];
    var chosen = Array.from(form.querySelectorAll("[name='salin-ke']:checked"));
    chosen.forEach(function (box) {
      if (days[Number(box.value)] !== source) copy(source, days[Number(box.value)]);
      box.checked = false;
    });
    said.textContent = chosen.length ? " Disalin. Lihat pratinjau lalu simpan." : " Pilih hari tujuannya dulu.";
  });

  var preview = document.getElementById("hasil");
  if (preview) preview.focus();
})();
