// What a page gains where scripts run; without them every page does its whole job.
"use strict";

const root = document.documentElement;
const remembered = { get: () => { try { return localStorage.getItem("scheme"); } catch { return null; } } };
if (remembered.get()) root.dataset.scheme = remembered.get(); // before the first paint
if (navigator.clipboard) root.dataset.copies = ""; // keeps the place of the buttons that copy

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

function copies(button) { // what it names, with its italics where they can be pasted
  if (!navigator.clipboard) return;
  const words = button.textContent;
  const what = document.getElementById(button.dataset.copies);
  const blob = (type, text) => new Blob([text], { type });
  button.hidden = false;
  button.addEventListener("click", async () => {
    const [text, html] = [what.textContent.trim(), what.innerHTML.trim()];
    try {
      await navigator.clipboard.write([new ClipboardItem({ "text/plain": blob("text/plain", text), "text/html": blob("text/html", html) })]);
    } catch { await navigator.clipboard.writeText(text); }
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = words; }, 2000);
  });
}
