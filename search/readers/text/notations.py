r"""Notes as other plain-text languages write them, rewritten to the one notation that the reader knows.

Comes in: the text of a file. Goes out: the same with `[^1]` for each mark and `[^1]: …` for each note, the
notes that stood inside the text at its end. A text that uses none of these is left alone:

- reStructuredText: `[1]_`, `[#]_`, `[#name]_`, `[*]_`, `[CIT2002]_`, and `.. [1] The note.`;
- Org: `[fn:1]`, `[fn:name: a note in the text]`, `[fn:: another]`, and `[fn:1] The note.`;
- MediaWiki: `<ref>The note.</ref>`, `<ref name="x">…</ref>` and `<ref name="x" />`;
- AsciiDoc: `footnote:[The note.]`, `footnote:name[…]`, `footnoteref:[name,…]`;
- LaTeX and Texinfo: `\footnote{The note.}`, `@footnote{The note.}`;
- Textile: `[1]` and `fn1. The note.`;
- databases of court opinions (see `courts`).

    >>> unified("He denied it.\\footnote{Smith, p. 5.} She did not.")
    'He denied it.[^1] She did not.\n\n[^1]: Smith, p. 5.\n'
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count, pairwise

from search.readers.text import courts

_LONGEST = 5000  # characters of a note inside the text: what is longer was never closed
_INDENT = "    "


@dataclass(slots=True)
class _Notes:
    """The notes taken out of a text, and the labels of those that have no name."""

    found: dict[str, str] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=lambda: count(1))
    used: set[str] = field(default_factory=set)

    def number(self) -> str:
        """The next number that labels nothing yet."""
        return next(label for number in self.numbers if (label := str(number)) not in self.used)

    def mark(self, name: str, text: str) -> str:
        """The mark of a note that stands here, or, without a text, of one that stands elsewhere."""
        label = re.sub(r"[\s\]]+", "-", name.strip()) or self.number()
        self.used.add(label)
        if text.strip():
            self.found.setdefault(label, text.strip())
        return f"[^{label}]"

    def written(self) -> str:
        """All of them as definitions."""
        lines = (re.sub(r"\n\s*", f"\n{_INDENT}", text) for text in self.found.values())
        return "".join(f"\n\n[^{label}]: {text}" for label, text in zip(self.found, lines, strict=True))


def unified(text: str) -> str:
    """The text with its notes in the notation `[^1]`, and its headings without the signs of theirs."""
    for sign, rewrite, heading in _NOTATIONS:
        if sign.search(text):
            return heading.sub(r"\n\1\n", rewrite(text)) if heading else rewrite(text)
    return text


# --- notes inside the text -------------------------------------------------------------------------------


def _inline(
    begin: re.Pattern[str],
    pair: str,
    clean: Callable[[str], str] = str,
    used: re.Pattern[str] | None = None,
) -> Callable[[str], str]:
    """A notation whose notes go from `begin`, which may name them, to the bracket that closes it.

    `names` is a group that is there where the name stands first inside; `used` finds labels that notes have.
    """

    def rewrite(text: str) -> str:
        notes = _Notes(used=set(used.findall(text)) if used else set())
        done: list[str] = []
        at = 0
        while match := begin.search(text, at):
            end = _closing(text, match.end(), pair)
            if end < 0:
                done.append(text[at : match.end()])
                at = match.end()
                continue
            name, inside = match["name"] or "", clean(text[match.end() : end])
            if match["names"]:
                name, _, inside = inside.partition(",")
            done += [text[at : match.start()], notes.mark(name, inside)]
            at = end + 1
        return "".join([*done, text[at:]]).rstrip() + notes.written() + "\n"

    return rewrite


def _closing(text: str, start: int, pair: str) -> int:
    """Where the bracket opened just before `start` is closed; -1 where it is not."""
    depth = 1
    for at in range(start, min(len(text), start + _LONGEST)):
        if text[at] in pair and text[at - 1] != "\\":
            depth += 1 if text[at] == pair[0] else -1
            if not depth:
                return at
    return -1


def _without_commands(text: str) -> str:
    r"""A note without TeX's commands around words and addresses: \emph{so}, \url{https://…}."""
    text = re.sub(r"\\href\s?\{([^{}]*)\}\s?\{([^{}]*)\}", r"\2 <\1>", text)
    text = re.sub(r"[\\@](?:url|emph|text\w\w|enquote|path|nolinkurl|uref|i|var)\s?\{([^{}]*)\}", r"\1", text)
    text = re.sub(r"\\([#$%&_{}\s])", r"\1", text)
    return re.sub(r"(\S*://\S*)|~", lambda match: match[1] or " ", text)


def _without_macros(text: str) -> str:
    """A note without AsciiDoc's brackets behind an address: https://…[the words that link]."""
    return re.sub(r"(?:link:)?(https?://[^\s\[\]]+)\[([^\[\]]*)\]", r"\2 <\1>", text).replace("\\]", "]")


_REF = re.compile(r"<ref\b(?P<with>[^<>]*?)(?:/>|>(?P<text>.*?)</ref\s*>)", re.DOTALL | re.IGNORECASE)
_NAME = re.compile(r"name\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s/>]+)", re.IGNORECASE)
_LIST = re.compile(
    r"<references\b[^<>/]*(?:/>|>.*?</references\s*>)|\{\{reflist[^{}]*\}\}", re.DOTALL | re.IGNORECASE
)


def _wiki(text: str) -> str:
    notes = _Notes()

    def mark(match: re.Match[str]) -> str:
        name = _NAME.search(match["with"])
        return notes.mark(name[1].strip("\"'") if name else "", match["text"] or "")

    def listed(match: re.Match[str]) -> str:
        _REF.sub(mark, match[0])  # the notes of a list are called elsewhere
        return ""

    return _REF.sub(mark, _LIST.sub(listed, text)).rstrip() + notes.written() + "\n"


# --- notes on lines of their own -------------------------------------------------------------------------

_RST_NAME = r"\d+|#[\w.:+-]*|\*|[^\W\d_][\w.:+-]*"
_RST_NOTE = re.compile(rf"^[ \t]*\.\. \[({_RST_NAME})\](?:[ \t]+|[ \t]*\n[ \t]+)(?=\S)", re.MULTILINE)
_RST_MARK = re.compile(rf"(?<!`)\[({_RST_NAME})\]_(?![\w_])")


def _rst(text: str) -> str:
    labels = {match[1].removeprefix("#") for match in _RST_NOTE.finditer(text)}
    marks, notes = _Notes(used=set(labels)), _Notes(used=set(labels))

    def mark(match: re.Match[str]) -> str:
        return f"[^{match[1].removeprefix('#') or marks.number()}]"

    def note(match: re.Match[str]) -> str:
        return f"[^{match[1].removeprefix('#') or notes.number()}]: "

    return _RST_MARK.sub(mark, _RST_NOTE.sub(note, text))


_ORG_NOTE = re.compile(r"^\[fn:([\w-]+)\][ \t]*\n?[ \t]*(?=[^\s\[])", re.MULTILINE)
_ORG_END = re.compile(r"\n(?=\*+ )|\n[ \t]*\n[ \t]*\n")
_ORG_INLINE = re.compile(r"\[fn:(?P<name>[\w-]*):(?P<names>)")


def _org(text: str) -> str:
    text = _inline(_ORG_INLINE, "[]", used=_ORG_NOTE)(text)
    starts = [*(match.start() for match in _ORG_NOTE.finditer(text)), len(text)]
    done = [text[: starts[0]]]
    for start, after in pairwise(starts):
        ends = _ORG_END.search(text, start, after)
        end = ends.start() if ends else after
        done += [re.sub(r"\n(?=[ \t]*\S)", f"\n{_INDENT}", text[start:end].rstrip()), "\n", text[end:after]]
    text = _ORG_NOTE.sub(r"[^\1]: ", "".join(done))
    return re.sub(r"\[fn:([\w-]+)\]", r"[^\1]", text)


_TEXTILE_NOTE = re.compile(r"^fn(\d{1,3})(?:\([^()\n]*\))?\^?\.[ \t]+(?=\S)", re.MULTILINE)


def _textile(text: str) -> str:
    return re.sub(r"(?<=\S)\[(\d{1,3})\]", r"[^\1]", _TEXTILE_NOTE.sub(r"[^\1]: ", text))


_TEX = r"[\\@](?:foot|end)note(?:\[\d+\])?\{"
# what shows that a text uses a notation, how that is rewritten, and what its headings look like
_NOTATIONS: tuple[tuple[re.Pattern[str], Callable[[str], str], re.Pattern[str] | None], ...] = (
    (
        re.compile(r"<ref\b[^<>]*>[^<]", re.IGNORECASE),
        _wiki,
        re.compile(r"^={1,6}[ \t]*([^=\n].*?)[ \t]*=+[ \t]*$", re.MULTILINE),
    ),
    (_RST_NOTE, _rst, None),
    (
        re.compile(r"\[fn:[\w-]*[:\]]"),
        _org,
        re.compile(r"^(?:\*+[ \t]+|#\+title:[ \t]*)(\S.*)$", re.M | re.I),
    ),
    (
        re.compile(_TEX),
        _inline(
            re.compile(rf"(?:%?[ \t]*\n[ \t]*|[ \t])?(?P<names>)(?P<name>){_TEX}"), "{}", _without_commands
        ),
        re.compile(r"^\\(?:part|chapter|(?:sub)*section)\*?\{(.+?)\}.*$", re.MULTILINE),
    ),
    (
        re.compile(r"footnote(?:ref)?:[\w-]*\["),
        _inline(re.compile(r"footnote(?:(?P<names>ref):|:(?P<name>[\w-]*))\["), "[]", _without_macros),
        re.compile(r"^=+[ \t]+(\S.*)$", re.MULTILINE),
    ),
    (courts.SIGN, courts.rewrite, None),
    (_TEXTILE_NOTE, _textile, re.compile(r"^h[1-6]\.[ \t]+(\S.*)$", re.MULTILINE)),
)
