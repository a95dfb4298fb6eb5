// What the reading view and the list of sources gain where scripts run.
"use strict";

filterAsTyped(document.querySelector("form.filter"));
plainPlace();
followSections(document.querySelector("nav.outline"));
otherLeaf(document.querySelector("[data-leaves]"));

// the list as the server would give it for these words: the same URL, without leaving the box
function filterAsTyped(form) {
  if (!form) return;
  const box = form.querySelector("#q");
  let waiting, asked;
  const show = async () => {
    const fields = [...new FormData(form)].filter(([, value]) => value);
    const url = `${form.action}${fields.length ? "?" : ""}${new URLSearchParams(fields)}`;
    asked?.abort();
    asked = new AbortController();
    try {
      const answer = await fetch(url, { signal: asked.signal, headers: { Accept: "text/html" } });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const id of ["count", "listed"]) {
        document.getElementById(id).replaceChildren(...page.getElementById(id).childNodes);
      }
      history.replaceState(null, "", url);
    } catch (error) { if (error.name !== "AbortError") throw error; }
  };
  box.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(show, 200); });
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
    const shown = current && links.get(current.id);
    if (!shown) return;
    const [box, line] = [outline.getBoundingClientRect(), shown.getBoundingClientRect()];
    if (line.top < box.top) outline.scrollTop -= box.top - line.top;
    if (line.bottom > box.bottom) outline.scrollTop += line.bottom - box.bottom;
  };
  const observer = new IntersectionObserver(mark, { rootMargin: "-33% 0px -66% 0px" });
  sections.forEach((section) => observer.observe(section));
  mark();
}

// what the address names, without the words that only browsers with text fragments take off it
function placed() {
  let hash = location.hash.slice(1);
  try { hash = decodeURIComponent(hash); } catch { /* a lone %: it is what it is */ }
  return hash.split(":~:");
}

function plainPlace() {
  const plain = () => {
    const [place, words] = placed();
    if (words !== undefined) location.replace(`#${place}`);
  };
  addEventListener("hashchange", plain);
  plain();
}

// a link that names only a place, in a document that is read part by part: the part that holds it
function otherLeaf(text) {
  if (!text) return;
  const turn = () => {
    const [place] = placed();
    const url = new URL(location.href);
    const at = place.replace(/^(p\d+)m\d+$/, "$1");
    if (!place || document.getElementById(place) || url.searchParams.get("at") === at) return;
    url.searchParams.set("at", at);
    location.replace(url);
  };
  addEventListener("hashchange", turn);
  turn();
}
