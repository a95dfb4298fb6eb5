// Completions under the search box as one types: an ARIA combobox. Without scripts it is a plain search box.
"use strict";

const PAUSE = 150; // milliseconds without a key before the library is asked

addEventListener("DOMContentLoaded", () => {
  const box = document.querySelector("form[role=search] input[type=search]");
  if (box) combobox(box);
});

function set(element, attributes) {
  Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
  return element;
}

function made(tag, attributes) { return set(document.createElement(tag), attributes); }

function combobox(box) {
  const list = made("ul", { id: "suggestions", role: "listbox", "aria-label": "Suggestions", hidden: "" });
  const told = made("p", { class: "visually-hidden", "aria-live": "polite" });
  set(box, { role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" });
  box.after(list);
  box.form.append(told);

  let asking = new AbortController(), pause = 0, at = -1;
  const options = () => [...list.children];

  function mark(index) { // -1 is the box itself
    at = index;
    options().forEach((option, i) => option.setAttribute("aria-selected", String(i === at)));
    if (at < 0) return box.removeAttribute("aria-activedescendant");
    box.setAttribute("aria-activedescendant", options()[at].id);
    options()[at].scrollIntoView({ block: "nearest" });
  }

  function open(shown) {
    list.hidden = !shown;
    box.setAttribute("aria-expanded", String(shown));
    mark(-1);
  }

  function close() {
    clearTimeout(pause);
    asking.abort();
    open(false);
    told.textContent = "";
  }

  async function ask() {
    asking.abort();
    asking = new AbortController();
    if (!box.value.trim()) return close();
    try {
      const answer = await fetch(`/api/v1/suggest?q=${encodeURIComponent(box.value)}`, { signal: asking.signal });
      const [, found] = await answer.json();
      show(found.filter((text) => text !== box.value));
    } catch { close(); } // refused, aborted or offline: it is still a search box
  }

  function show(found) {
    list.replaceChildren(...found.map((text, index) => {
      const option = made("li", { id: `suggestion-${index}`, role: "option" });
      option.textContent = text;
      return option;
    }));
    open(found.length > 0);
    told.textContent = found.length ? `${found.length} ${found.length === 1 ? "suggestion" : "suggestions"}` : "";
  }

  function take(option) {
    box.value = option.textContent;
    close();
    box.form.requestSubmit();
  }

  box.addEventListener("input", (event) => {
    if (event.isComposing) return;
    clearTimeout(pause);
    pause = setTimeout(ask, PAUSE);
  });
  box.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    if (step && list.hidden) ask();
    else if (step) mark((at + 1 + step + options().length + 1) % (options().length + 1) - 1);
    else if (event.key === "Escape" && !list.hidden) close();
    else if (event.key === "Enter" && at >= 0) take(options()[at]);
    else return;
    event.preventDefault();
  });
  box.addEventListener("blur", close);
  box.form.addEventListener("submit", close);
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the box keeps the focus
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) take(option);
  });
}
