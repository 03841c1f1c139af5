/* The editor of rich text: named like its field, its changes told to the form, and lists from Word kept as what they are. */
(() => {
  "use strict";

  const stylesOf = (html) => [...html.matchAll(/<style[^>]*>([^]*?)<\/style>/gi)].map((found) => found[1]).join("\n");

  /** The editor learns from Word's style sheet which lists have bullets. It asks the browser to read that sheet, which our
      policy (no inline styles) forbids, and would number every list: so it gets the sheet's text instead. */
  function keepBullets(event, data) {
    const styles = stylesOf(data.dataTransfer.getData("text/html"));
    let parsed = data._parsedData;
    if (!styles) return;
    Object.defineProperty(data, "_parsedData", {
      configurable: true,
      get: () => parsed,
      set: (value) => { parsed = { ...value, stylesString: value.stylesString || styles }; },
    });
  }

  function take(area) {
    window.ckeditorRegisterCallback(area.id, (editor) => {
      const label = document.querySelector(`label[for="${area.id}"]`);
      const view = editor.editing.view;
      view.change((writer) => {
        writer.setAttribute("aria-label", label ? label.textContent.trim() : "Teks", view.document.getRoot());
        const help = area.getAttribute("aria-describedby");
        if (help) writer.setAttribute("aria-describedby", help, view.document.getRoot());
      });
      if (label) label.addEventListener("click", () => view.focus());
      editor.plugins.get("ClipboardPipeline").on("inputTransformation", keepBullets, { priority: "highest" });
      editor.model.document.on("change:data", () => area.dispatchEvent(new Event("input", { bubbles: true })));
    });
  }

  if (window.ckeditorRegisterCallback) document.querySelectorAll("textarea.django_ckeditor_5").forEach(take);
})();
