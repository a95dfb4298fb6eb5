"""Citations of Pandoc, `[see @alder2002, p. 5]`, to notes, where the file itself has what they name.

Comes in: the `references:` of the front matter, in the keys of CSL. Goes out: rules for citations, which make
a note of each group as Pandoc's note styles do; one that stands in a note is part of its text. What the file
does not list stays as it is: a document is one file, and a bibliography beside it is not read.

    >>> said = {"references": [{"id": "kula", "author": [{"family": "Kula", "given": "Witold"}],
    ...     "title": "Measures and Men", "issued": {"year": "1986"}}]}
    >>> entries(said)["kula"].text
    'Witold Kula, Measures and Men (1986)'
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

ENTRIES = "ibidem citations"  # the key of the entries in what the rules of a parser share
_KEY = r"-?@(?:\{(?P<braced>[^{}\s]{1,200})\}|(?P<bare>\w(?:[\w:.#$%&+?<>~/-]{0,198}\w)?))"
_CITED = re.compile(_KEY)
_GROUP = re.compile(r"\[([^\[\]@]{0,200}-?@[^\[\]]{1,2000})\](?![(\[{:])")
_IN_TEXT = re.compile(rf"{_KEY}(?:[ ]?\[(?P<locator>[^\[\]@^]{{1,200}})\](?![(\[:]))?")
_LONGEST = 1_000  # characters of a field: a longer one is none
_LEVELS = 4  # of a date: a mapping, a list of dates, a list of its parts


@dataclass(frozen=True, slots=True)
class Entry:
    """A work: how a note prints it, and who is named where the text itself cites it."""

    text: str
    author: str


def entries(said: Mapping[str, Any]) -> dict[str, Entry]:
    """The works that front matter lists, by their keys."""
    listed = said.get("references")
    works = [work for work in listed if isinstance(work, dict)] if isinstance(listed, list) else []
    return {key: _entry(work) for work in works if (key := _field(work, "id"))}


# --- an entry to the text of a note ----------------------------------------------------------------------


def _entry(work: Mapping[str, Any]) -> Entry:
    people = _people(work.get("author")) or _people(work.get("editor"))
    names = [" ".join(filter(None, name)) for name in people]
    title, container = _field(work, "title"), _field(work, "container-title")
    inside = _inside(work, container)
    work_itself = f"“{title}”, {inside}" if title and container else " ".join(filter(None, (title, inside)))
    printed = [", ".join(names), work_itself]
    doi = _field(work, "DOI")
    printed.append(_field(work, "URL") or (f"https://doi.org/{doi}" if doi else ""))
    family = [last for _, last in people]
    author = " and ".join(family) if len(family) < 3 else f"{family[0]} et al."
    return Entry(", ".join(filter(None, printed)), author or title)


def _inside(work: Mapping[str, Any], container: str) -> str:
    """Where and when it came out, and on which pages; with no comma before the brackets."""
    volume, issue = _field(work, "volume"), _field(work, "issue")
    place = ": ".join(filter(None, (_field(work, "publisher-place"), _field(work, "publisher"))))
    out = ", ".join(filter(None, (place, _year(work.get("issued")))))
    parts = [container, volume, f"no. {issue}" if issue else "", f"({out})" if out else ""]
    pages = _field(work, "page")
    return " ".join(filter(None, parts)) + (f", {pages}" if pages else "")


def _field(work: Mapping[str, Any], name: str) -> str:
    value = work.get(name, "")
    text = " ".join(str(value).split()) if isinstance(value, str | int) else ""
    return re.sub(r"[*_]{1,2}(?=\S)([^*_]+)(?<=\S)[*_]{1,2}", r"\1", text) if len(text) < _LONGEST else ""


def _people(value: Any) -> list[tuple[str, str]]:
    people = value[:50] if isinstance(value, list) else [value]
    named = [one if isinstance(one, dict) else {"literal": one} for one in people]
    names = [(_field(one, "given"), _field(one, "family") or _field(one, "literal")) for one in named]
    return [name for name in names if name[1]]


def _year(value: Any) -> str:
    """Of `2002`, `{year: 2002}`, `[{year: 2002}]` and `{date-parts: [[2002, 5]]}`."""
    for _ in range(_LEVELS):
        if isinstance(value, list) and value:
            value = value[0]
        elif isinstance(value, dict):
            value = value.get("date-parts") or value.get("year") or value.get("literal")
    return str(value)[:4] if isinstance(value, str | int) else ""


# --- citations in the text -------------------------------------------------------------------------------


def citation(state: StateInline, silent: bool) -> bool:
    """`[see @kula, p. 5; @alder2002]`, where at least one of the works is known."""
    known: Mapping[str, Entry] = state.env.get(ENTRIES, {})
    found = _GROUP.match(state.src, state.pos, state.posMax) if known else None
    if not found or not any(_key(cited) in known for cited in _CITED.finditer(found[1])):
        return False
    if not silent:
        _note(state, "; ".join(_printed(part.strip(), known) for part in found[1].split(";")))
    state.pos = found.end()
    return True


def citation_in_text(state: StateInline, silent: bool) -> bool:
    """`@kula [p. 5] counts them`: the author is named in the text."""
    known: Mapping[str, Entry] = state.env.get(ENTRIES, {})
    found = _IN_TEXT.match(state.src, state.pos, state.posMax) if known else None
    if not found or _key(found) not in known or re.match(r"\w", state.src[max(0, state.pos - 1) : state.pos]):
        return False
    entry = known[_key(found)]
    if not silent:
        state.append_pending(entry.author)
        _note(state, ", ".join(filter(None, (entry.text, found["locator"]))))
    state.pos = found.end()
    return True


def _key(cited: re.Match[str]) -> str:
    return cited["braced"] or cited["bare"]


def _printed(part: str, known: Mapping[str, Entry]) -> str:
    return _CITED.sub(lambda cited: known[_key(cited)].text if _key(cited) in known else cited[0], part)


def _note(state: StateInline, text: str) -> None:
    state.push("cited_open", "span", 1)
    state.push("text", "", 0).content = text
    state.push("cited_stop", "", 0)
    state.push("cited_close", "span", -1)


def settle(tokens: Sequence[Token]) -> None:
    """Makes notes of the citations in the text; those in notes become part of them."""
    depth = 0
    for token in tokens:
        depth += (token.type == "footnote_reference_open") - (token.type == "footnote_reference_close")
        inner = depth
        for child in token.children or ():
            if child.type == "cited_stop":
                child.type, child.content = "text", "" if inner else "."
            elif child.type.startswith("cited_"):
                child.type = child.type.replace("cited", "span" if inner else "note")
            elif child.type.startswith("note_"):
                inner += child.nesting
