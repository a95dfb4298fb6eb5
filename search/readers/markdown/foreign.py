"""What programs other than Markdown put in a file, taken out; what is a note in them is written as one.

Comes in: the text below the front matter. Goes out: the same without Liquid (Jekyll), shortcodes (Hugo,
Quarto), imports (MDX), comments, boxes to tick and the place of a table of contents. Code is left as it is.

    >>> take_out('He left.{% sidenote "a" "In May." %}<!-- check -->', "post.md")
    'He left.^[In May.]'
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import TypeAlias

_FENCED = re.compile(
    r"^[ >\t]*(?P<fence>`{3,}|~{3,})[^`\n]*\n(?:.*?^[ >\t]*(?P=fence)[`~]*[ \t]*$|.*)",
    re.DOTALL | re.MULTILINE,
)
_CODE = r"(?P<code>(?<!`)(?P<ticks>`+)(?!`)[^\n]*?(?<!`)(?P=ticks)(?!`))"
_QUOTED = r"""(?:"((?:\\.|[^"\\])*)"|'((?:\\.|[^'\\])*)')"""
_NOTE = r"(?:side-?note|margin-?note|foot-?note|fn|note)"
_BLANK = "\ue100"  # a label's blank: it may hold one only where such a note is defined
# by suffix, what is run rather than read: imports of MDX, values that knitr computes
_PROGRAMS = (
    ((".mdx",), re.compile(r"^(?:import\s+(?:[^\n]*?from\s+)?['\"]|export\s)[^\n]*$", re.MULTILINE)),
    ((".rmd", ".qmd"), re.compile(r"`\{?r\}?\s[^`\n]+`")),
)
# "##Heading", as before CommonMark; its signs are found faster than the beginnings of lines
_TIGHT = re.compile(r"##(?<=^##)#{0,4}(?=[^\s#{}.!\[\]()-])", re.MULTILINE)
# boxes of a list of tasks, where a table of contents is put in, text that is lit up
_TASK = re.compile(r"^([ >\t]*(?:[-*+]|\d{1,9}[.)])[ \t]+)\[[ xX]\][ \t]+", re.MULTILINE)
_BOXES = ("[ ]", "[x]", "[X]")
_CONTENTS = re.compile(
    r"^ {0,3}(?:\[\[?_?toc_?\]?\]|(?:[-*+]|\d\.)[ \t]+[^\n]*\n\{:\s?toc[^\n}]*\})[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_LIT = re.compile(r"(?<![=\w`\\])==(?=[^\s=])([^\n=]*(?:=[^\n=]+)*)(?<=[^\s\\])==(?![=\w])")
_SPACED = re.compile(r"\[\^([^\[\]\s][^\[\]\n]* [^\[\]\n]*)\]")
_LOOSE = re.compile(r"^( {0,3})\[\^([^\[\]\s]+)\](?=[ \t]+[^\s\[])", re.MULTILINE)
_DEFINED = re.compile(r"^[ >\t]*\[\^([^\[\]\n]+)\]:", re.MULTILINE)
_CALLED = re.compile(r"\[\^([^\[\]\s]+)\]")

_Replacement: TypeAlias = Callable[[re.Match[str]], str]


def _nothing(_: re.Match[str]) -> str:
    return ""


def _noted(text: str) -> str:
    return f"^[{' '.join(text.split())}]" if text.strip() else ""


def _arguments(tag: str) -> list[str]:
    """What a tag has in quotes, without its name."""
    found = re.findall(rf"(?<!=){_QUOTED}", tag, re.DOTALL)
    return [re.sub(r"\\([\"'])", r"\1", first or second) for first, second in found]


def _inner(match: re.Match[str]) -> str:
    """What stands between two tags as a note; of several arguments the last is the words that it is about."""
    arguments = _arguments(match["tag"])
    return (arguments[-1] if len(arguments) > 1 else "") + _noted(match["inner"])


def _argument(match: re.Match[str]) -> str:
    """The last argument as a note."""
    return _noted(_arguments(match[0])[-1])


def _words(match: re.Match[str]) -> str:
    """The arguments as text."""
    return " ".join(_arguments(match[0]))


def _listing(match: re.Match[str]) -> str:
    return f"\n\n~~~\n{match['listing']}\n~~~\n\n"


def _caption(match: re.Match[str]) -> str:
    """What a figure says of itself, by name or as the last of its arguments."""
    said = re.search(rf"\b(?:caption|cap)\s*=\s*{_QUOTED}", match[0], re.DOTALL)
    arguments = _arguments(match[0]) if re.match(r"\{%-?\s*(?:main|margin|full)\w", match[0]) else []
    words = said[1] or said[2] or "" if said else arguments[-1] if len(arguments) > 1 else ""
    return f"\n\n{words}\n\n" if words.strip() else ""


_Rule: TypeAlias = tuple[re.Pattern[str], re.Pattern[str], _Replacement]


def _rule(pattern: str, closing: str, replacement: _Replacement) -> _Rule:
    return re.compile(rf"{_CODE}|{pattern}", re.DOTALL), re.compile(closing), replacement


_LIQUID = r"\{%-?\s*"
_END = r"\s*-?%\}"
_SHORT = r"\{\{[<%]\s*"  # a shortcode of Hugo
_SHORT_END = r"\s*[%>]\}\}"
_ON = r"(?:(?!\n\s*\n|%\}|\}\}).)*"  # the rest of a tag: it ends with its paragraph
# what is replaced, what it ends with, by what; each is applied to the whole text in turn
_RULES = (
    _rule(r"<!--.*?-->", "-->", _nothing),
    _rule(r"(?<![\w%])%%(?!%).*?%%(?![\w%])", "%%", _nothing),  # a comment in Obsidian
    _rule(rf"{_LIQUID}comment{_END}.*?{_LIQUID}endcomment{_END}", rf"endcomment{_END}", _nothing),
    _rule(
        rf"{_LIQUID}highlight\b[^%]*%\}}(?P<listing>.*?){_LIQUID}endhighlight{_END}",
        rf"endhighlight{_END}",
        _listing,
    ),
    _rule(
        rf"(?P<tag>{_LIQUID}{_NOTE}{_END})(?P<inner>.*?){_LIQUID}end{_NOTE}{_END}",
        rf"end{_NOTE}{_END}",
        _inner,
    ),
    _rule(rf"{_LIQUID}{_NOTE}\s+(?:{_QUOTED}|[\w-]+)\s+{_QUOTED}{_END}", "%}", _argument),
    _rule(rf"{_LIQUID}(?:newthought|epigraph)\s{_ON}%\}}", "%}", _words),
    _rule(rf"{_SHORT}{_NOTE}\s+{_QUOTED}\s*/[%>]\}}\}}", "}}", _argument),
    _rule(
        rf"(?P<tag>{_SHORT}{_NOTE}\b[^<>]*?[%>]\}}\}})(?P<inner>.*?){_SHORT}/\s*{_NOTE}{_SHORT_END}",
        rf"/\s*{_NOTE}{_SHORT_END}",
        _inner,
    ),
    _rule(rf"{_SHORT}{_NOTE}\s+{_QUOTED}{_SHORT_END}", "}}", _argument),
    _rule(rf"\{{\{{[<%]{_ON}%?\}}\}}", "}}", _caption),
    _rule(rf"\{{%{_ON}%\}}", "%}", _caption),
    # a value of Liquid, but no formula: \mathbf{{x}}
    _rule(rf"(?<![\w{{}}^\\])\{{\{{-?\s*(?:[\w.\[\]-]+|{_QUOTED})(?:\s*\|{_ON})?\s*-?\}}\}}", "}}", _nothing),
)


def take_out(text: str, name: str = "") -> str:
    """The text alone."""
    for suffixes, pattern in _PROGRAMS:
        if name.lower().endswith(suffixes):
            text = _outside_code(text, partial(pattern.sub, ""))
    for rule in _RULES:
        text = _outside_code(text, partial(_without, rule)) if rule[1].search(text) else text
    return _outside_code(text, _repairs(text))


def _outside_code(text: str, change: Callable[[str], str]) -> str:
    pieces, at = [], 0
    for fenced in _FENCED.finditer(text) if "```" in text or "~~~" in text else ():
        pieces += [change(text[at : fenced.start()]), fenced[0]]
        at = fenced.end()
    return "".join([*pieces, change(text[at:])])


def _without(rule: _Rule, text: str) -> str:
    """The rest after the last end is left alone: what begins there has none, and would be sought one for."""
    pattern, closing, replacement = rule
    end = max((found.end() for found in closing.finditer(text)), default=0)
    return pattern.sub(lambda m: m[0] if m["code"] else replacement(m), text[:end]) + text[end:]


def _repairs(text: str) -> Callable[[str], str]:
    """What is a little wrong, put right: labels with blanks, notes whose colon was forgotten, headings."""
    defined = set(_DEFINED.findall(text))
    called = Counter(_CALLED.findall(text))
    spaced = {label for label in defined if " " in label}
    forgotten = {label for label, times in called.items() if times > 1} - defined

    def joined(match: re.Match[str]) -> str:
        return match[0].replace(" ", _BLANK) if match[1] in spaced else match[0]

    def headed(match: re.Match[str]) -> str:
        return f"{match[0]}:" if match[2] in forgotten else match[0]

    def repaired(piece: str) -> str:
        piece = _SPACED.sub(joined, piece) if spaced else piece
        if any(box in piece for box in _BOXES):
            piece = _TASK.sub(r"\1", piece)
        if "toc" in piece.lower():
            piece = _CONTENTS.sub("", piece)
        piece = _LOOSE.sub(headed, piece) if forgotten else piece
        piece = _TIGHT.sub(r"\g<0> ", piece)
        return _LIT.sub(r"\1", piece) if "==" in piece else piece

    return repaired
