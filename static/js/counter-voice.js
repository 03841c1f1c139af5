// Reads the entry aloud where the browser has an Indonesian voice; the button shows only then.
"use strict";

(() => {
  const button = document.querySelector("[data-voice]");
  const speech = window.speechSynthesis;
  if (!button || !speech || !window.SpeechSynthesisUtterance) return;

  const voice = () => speech.getVoices().find((each) => /^(id|in)\b/i.test(each.lang));
  const lines = () => [...document.querySelectorAll("[data-parts] h2, [data-parts] p, [data-parts] li")].map((each) => each.textContent.trim());

  function offer() {
    button.hidden = !voice();
  }

  function say(isSpeaking) {
    button.textContent = isSpeaking ? "Berhenti" : "Bacakan";
    button.setAttribute("aria-pressed", String(isSpeaking));
  }

  function read() {
    const spoken = lines().map((line) => Object.assign(new SpeechSynthesisUtterance(line), { voice: voice(), lang: "id-ID", rate: 0.95 }));
    spoken[spoken.length - 1].onend = () => say(false);
    say(true);
    spoken.forEach((each) => speech.speak(each)); // line by line: long texts stop in the middle in some browsers
  }

  button.addEventListener("click", () => {
    const wasSpeaking = button.getAttribute("aria-pressed") === "true";
    speech.cancel();
    if (wasSpeaking) say(false);
    else if (lines().length) read();
  });
  addEventListener("pagehide", () => speech.cancel());
  if (speech.addEventListener) speech.addEventListener("voiceschanged", offer);
  offer();
})();
