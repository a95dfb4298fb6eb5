// The shortcuts that /keys lists, and their switch there. Without scripts nothing is missing but them.
"use strict";

(() => {
  const wanted = () => { try { return localStorage.getItem("shortcuts") !== "off"; } catch { return true; } };
  const first = (selector) => [...document.querySelectorAll(selector)].find((one) => one.checkVisibility());

  const steps = {
    s: () => { const box = first("#q"); if (box) box.focus(); else location.assign("/search"); },
    n: () => step(1),
    p: () => step(-1),
    c: () => {
      const folded = first(":is(nav.outline, nav.facets) details");
      if (!folded) return;
      folded.open = true;
      folded.querySelector("a").focus();
    },
    k: () => location.assign("/keys"),
  };

  // in a document from hit to hit; among results from one to the next, and past the last to the next page
  function step(by) {
    const walk = document.querySelector(`.walk [rel="${by > 0 ? "next" : "prev"}"]`);
    if (walk) { walk.click(); return; }
    const results = [...document.querySelectorAll(".result h3 a")];
    const at = results.findIndex((link) => link.closest(".result").contains(document.activeElement));
    const next = at < 0 && by < 0 ? undefined : results[at + by];
    if (next) next.focus();
    else document.querySelector(`.paging [rel="${by > 0 ? "next" : "prev"}"]`)?.click();
  }

  // where Alt makes another sign of a letter, the place of its key tells which it is
  const letter = ({ key, code }) => (/^[a-z]$/i.test(key) ? key : code.replace("Key", "")).toLowerCase();

  addEventListener("keydown", (event) => {
    if (!event.altKey || !event.shiftKey || event.ctrlKey || event.metaKey || !wanted()) return;
    const act = steps[letter(event)];
    if (!act) return;
    event.preventDefault();
    act();
  });

  // a note that is left by Tab closes, or it would lie over what has the focus
  addEventListener("focusin", ({ target }) => {
    const open = document.querySelector(".note:popover-open");
    if (open && !open.contains(target) && !target.contains(open) && target.getAttribute("popovertarget") !== open.id) {
      open.hidePopover();
    }
  });

  addEventListener("DOMContentLoaded", () => {
    const button = document.querySelector("button.shortcuts");
    if (!button) return;
    const label = () => { button.textContent = wanted() ? "Turn these off" : "Turn these on"; };
    button.hidden = false;
    label();
    button.addEventListener("click", () => {
      try {
        if (wanted()) localStorage.setItem("shortcuts", "off"); else localStorage.removeItem("shortcuts");
      } catch { return; }
      label();
      document.getElementById("shortcuts-said").textContent = wanted() ? "They are on." : "They are off on every page.";
    });
  });
})();
