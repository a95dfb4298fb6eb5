"""What axe-core, the checker that most accessibility tools stand on, finds wrong with a page."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import resources

from selenium.webdriver import Chrome

# WCAG 2.2 at A and AA, as axe counts them, and its practices: landmarks, order of headings, one main
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")

COLOURS = ("color-contrast", "link-in-text-block")  # the rules whose answer depends on the scheme

_RUN = """
const [part, only, done] = arguments;
const options = {runOnly: only, resultTypes: ["violations"], preload: false};
axe.run(part ? {include: part} : document, options).then(
  (found) => done(found.violations.flatMap((rule) => rule.nodes.map((node) =>
    `${rule.id}: ${node.target.join(" ")}: ${node.failureSummary.replace(/\\s+/g, " ")}`))),
  (error) => done([`axe failed: ${error}`]));
"""


def violations(browser: Chrome, part: str | None = None, rules: Sequence[str] = ()) -> list[str]:
    """One line for each element that breaks a rule: the rule, the element, and what is wrong.

    Args:
        browser: with the page.
        part: a CSS selector of what to look at, the whole page where None.
        rules: names of axe's rules, all of TAGS where there are none.
    """
    if not browser.execute_script("return typeof axe === 'object'"):
        browser.execute_script(_axe())
    only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": TAGS}
    found: list[str] = browser.execute_async_script(_RUN, part, only)
    return found


@cache
def _axe() -> str:
    """The script itself, which the package carries; the driver runs it past the site's own rules."""
    return (resources.files("selenium_axe_python") / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
