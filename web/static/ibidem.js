// What a page gains where scripts run; without them every page does its whole job.
"use strict";

const root = document.documentElement;
const remembered = { get: () => { try { return localStorage.getItem("scheme"); } catch { return null; } } };
if (remembered.get()) root.dataset.scheme = remembered.get(); // before the first paint

addEventListener("DOMContentLoaded", () => {
  schemeSwitch(document.querySelector("button.scheme"));
  document.querySelectorAll("button.copy").forEach(copies);
});

function schemeSwitch(button) {
  const system = () => (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  const shown = () => root.dataset.scheme || system();
  const label = () => { button.textContent = shown() === "dark" ? "Light page" : "Dark page"; };
  button.hidden = false;
  label();
  button.addEventListener("click", () => {
    const wanted = shown() === "dark" ? "light" : "dark";
    try {
      if (wanted === system()) { delete root.dataset.scheme; localStorage.removeItem("scheme"); }
      else { root.dataset.scheme = wanted; localStorage.setItem("scheme", wanted); }
    } catch { root.dataset.scheme = wanted; }
    label();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", label);
}

function copies(button) {
  if (!navigator.clipboard) return;
  const words = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const result = button.closest("article");
    const place = [button.closest("ol").dataset.document, result.querySelector("h3").textContent];
    const notes = [...result.querySelectorAll(".note-text")].map((note) => note.textContent);
    const lines = [place.filter(Boolean).join(", "), ...notes].map((line) => line.replace(/\s+/g, " ").trim());
    await navigator.clipboard.writeText(lines.join("\n"));
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = words; }, 2000);
  });
}
