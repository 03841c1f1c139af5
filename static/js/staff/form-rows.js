/* Rows of an entry's form: moved by buttons, by keyboard, by dragging; a line that says what a folded row holds. */
(() => {
  "use strict";

  const all = (element, selector) => [...element.querySelectorAll(selector)];
  const groups = all(document, ".entry-rows");
  if (!groups.length) return;
  const rowsOf = (group) => all(group, ".entry-row:not(.empty-form)");
  const place = (row) => row.querySelector("input._reorder_");
  const say = (words) => { document.getElementById("form-said").textContent = words; };
  const told = (element) => element.dispatchEvent(new Event("change", { bubbles: true }));

  /** What a field says: the words of a choice, the labels of what is ticked, or what was typed. */
  function words(row, name) {
    const control = row.querySelector(`[name$="-${name}"]`);
    if (!control) return "";
    if (control.type === "checkbox") {
      return all(row, `[name$="-${name}"]:checked`).map((each) => each.closest("label").textContent.trim()).join(", ");
    }
    if (control.tagName !== "SELECT") return control.value.trim();
    const chosen = control.selectedOptions[0];
    return chosen && chosen.value ? chosen.textContent.trim() : "";
  }

  function sumUp(row) {
    const group = row.closest(".entry-rows");
    const lead = row.querySelector(".entry-row__lead");
    if (!lead) return;
    const [first, ...others] = group.dataset.says.split(" ");
    const said = others.map((name) => {
      const value = words(row, name);
      return value && name === "copies" ? `${value} lembar` : value;
    });
    lead.textContent = words(row, first) || `${group.dataset.name} baru`;
    row.querySelector(".entry-row__more").textContent = said.filter(Boolean).join(" · ");
  }

  function nameOf(row) {
    const group = row.closest(".entry-rows");
    return words(row, group.dataset.says.split(" ")[0]) || `${group.dataset.name} baru`;
  }

  /** Numbers, which ends cannot move further, the count in the section's head, and whether there is nothing yet. */
  function tidy(group) {
    const rows = rowsOf(group);
    rows.forEach((row, index) => {
      row.querySelector(".entry-row__number").textContent = index + 1;
      all(row, "[data-move]").forEach((button) => {
        const isUp = button.dataset.move === "up";
        const words = `${isUp ? "Naikkan" : "Turunkan"}: ${nameOf(row)}`;
        button.querySelector(".visually-hidden").textContent = words;
        button.title = isUp ? "Naikkan" : "Turunkan";
        button.setAttribute("aria-disabled", index === (isUp ? 0 : rows.length - 1));
      });
    });
    group.querySelector(".entry-rows__empty").hidden = rows.length > 0;
  }

  function count(group) {
    const head = group.closest(".entry-section").querySelector(".entry-section__state");
    head.textContent = `${rowsOf(group).length || "belum ada"} ${group.dataset.counted}`;
    tidy(group);
  }

  /** Puts the order on the page into the fields that are sent. */
  function putInOrder(group) {
    rowsOf(group).forEach((row, index) => { place(row).value = index + 1; });
    tidy(group);
    told(place(rowsOf(group)[0]));
  }

  function announce(row) {
    const rows = rowsOf(row.closest(".entry-rows"));
    say(`${nameOf(row)} kini nomor ${rows.indexOf(row) + 1} dari ${rows.length}. Simpan untuk menetapkan urutan.`);
  }

  function move(button) {
    const row = button.closest(".entry-row");
    const rows = rowsOf(row.closest(".entry-rows"));
    const isUp = button.dataset.move === "up";
    const other = rows[rows.indexOf(row) + (isUp ? -1 : 1)];
    if (!other) return;
    if (isUp) other.before(row);
    else other.after(row);
    putInOrder(row.closest(".entry-rows"));
    button.focus();  // moving an element takes the cursor away from it
    announce(row);
  }

  /** Django gives a copied row its number in ids and names only. */
  function tie(row) {
    const number = row.id.match(/-(\d+)$/)[1];
    for (const name of ["aria-describedby", "aria-labelledby"]) {
      all(row, `[${name}*="__prefix__"]`).forEach((each) => {
        each.setAttribute(name, each.getAttribute(name).replaceAll("__prefix__", number));
      });
    }
  }

  function added(event) {
    const row = event.target;
    const group = row.closest(".entry-rows");
    if (!group) return;
    const places = rowsOf(group).filter((each) => each !== row).map((each) => Number(place(each).value) || 0);
    row.classList.add("has_original");  // adminsortable2 drags only what has this class
    tie(row);
    if (place(row)) place(row).value = Math.max(0, ...places) + 1;
    count(group);
    nameTools(group);
    const first = row.querySelector(".entry-row__fields :is(input:not([type=hidden]), select, textarea)");
    const choice = row.querySelector(".select2-selection");
    (first && first.matches(".admin-autocomplete") && choice ? choice : first).focus();
    say(`${group.dataset.name} nomor ${rowsOf(group).length} ditambahkan.`);
  }

  function nameTools(group) {
    const add = group.querySelector(".add-row a");
    if (add) {
      add.textContent = group.dataset.add;
      add.classList.add("button", "button--quiet", "button--small");
    }
    all(group, "a.inline-deletelink").forEach((each) => {
      each.textContent = "Buang";
      each.classList.add("button", "button--danger", "button--small");
    });
  }

  function changed(event) {
    const row = event.target.closest(".entry-row");
    if (!row || event.target.matches("._reorder_")) return;
    if (event.target.name.endsWith("-DELETE")) {
      row.classList.toggle("is-going", event.target.checked);
      say(event.target.checked ? `${nameOf(row)} akan dihapus saat disimpan.` : `${nameOf(row)} tidak jadi dihapus.`);
    }
    sumUp(row);
    tidy(row.closest(".entry-rows"));
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-move]");
    if (button) move(button);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === " " && event.target.matches(".add-row a, a.inline-deletelink")) {
      event.preventDefault();
      event.target.click();
    }
  });
  document.addEventListener("change", changed);
  document.addEventListener("input", (event) => {
    const row = event.target.closest(".entry-row");
    if (row) sumUp(row);
  });
  document.addEventListener("formset:added", added);
  document.addEventListener("formset:removed", (event) => {
    const group = document.getElementById(`${event.detail.formsetName}-group`);
    if (group) count(group);
  });
  // After Django's own scripts: they put a button that removes beside every row that is not an original.
  django.jQuery(() => {
    groups.forEach((group) => {
      rowsOf(group).forEach((row) => row.classList.add("has_original"));
      group.querySelector(".entry-rows__list").addEventListener("update", (event) => {
        putInOrder(group);
        announce(event.item);
      });
      nameTools(group);
      tidy(group);
    });
  });
})();
