// What a page gains where scripts run; without them every page does its whole job.
"use strict";

const root = document.documentElement;
const remembered = { get: () => { try { return localStorage.getItem("scheme"); } catch { return null; } } };
if (remembered.get()) root.dataset.scheme = remembered.get(); // before the first paint

addEventListener("DOMContentLoaded", () => {
  schemeSwitch(document.querySelector("button.scheme"));
  document.querySelectorAll("button.copy").forEach(copies);
  filterAsTyped(document.querySelector("form.filter #q"));
  followSections(document.querySelector("nav.outline"));
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

function filterAsTyped(box) {
  if (!box) return;
  const lines = [...document.querySelectorAll("ul.sources > li")];
  const texts = lines.map((line) => line.textContent.toLowerCase());
  box.addEventListener("input", () => {
    const words = box.value.toLowerCase().split(/\s+/);
    lines.forEach((line, index) => { line.hidden = !words.every((word) => texts[index].includes(word)); });
    document.querySelectorAll("ul.sources").forEach((list) => {
      list.parentElement.hidden = !list.querySelector("li:not([hidden])");
    });
  });
}

function followSections(outline) {
  if (!outline) return;
  const links = new Map([...outline.querySelectorAll("a")].map((link) => [link.hash.slice(1), link]));
  const sections = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
  const mark = () => {
    const current = sections.filter((one) => one.getBoundingClientRect().top < innerHeight / 3).pop();
    links.forEach((link, id) => {
      if (current && id === current.id) link.setAttribute("aria-current", "location");
      else link.removeAttribute("aria-current");
    });
  };
  const observer = new IntersectionObserver(mark, { rootMargin: "-33% 0px -66% 0px" });
  sections.forEach((section) => observer.observe(section));
  mark();
}
