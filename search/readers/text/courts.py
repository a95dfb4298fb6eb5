r"""Footnotes as databases of court opinions print them, rewritten to the notation `[^1]`.

Comes in: the text of a file. Goes out: the same with `[^1]` for each mark and `[^1]: …` for each note. Pages
of the printed reporter (`*412`, `[*412]`) stay in the text and call nothing. Two forms are known:

- `[FN1]`, `[fn1]` or `.FN1` in the text, and `FN1. The note.` or `[fn1] The note.` on a line of its own;
- ` n1 ` in the text, and `n1 The note.` between lines that say "Footnotes" and "End Footnotes".

    >>> rewrite("He denied it.[FN1] She left.\n\nFN1. 801 F.2d 12.\n")
    'He denied it.[^1] She left.\n\n[^1]: 801 F.2d 12.\n'
"""

from __future__ import annotations

import re
from itertools import pairwise

_LABEL = r"(\d{1,4}|\*{1,4}|[a-z])"
_NOTE = re.compile(
    rf"^[ \t]*(?:\[(?:FN|fn){_LABEL}\][.:]?|FN{_LABEL}[.:]?|\[\^{_LABEL}\]:)[ \t]+(?=\S)", re.MULTILINE
)
_MARK = re.compile(rf"(?<=\S)[ \t]?\[(?:FN|fn){_LABEL}\]|(?<=[^\s\[])FN{_LABEL}(?!\w)")
_FRAMED = re.compile(r"^[ \t]*(?:-[ \t]?){3,}[ \t]*Footnotes[ \t]*(?:-[ \t]?){3,}$", re.MULTILINE)
_FRAMED_END = re.compile(r"^[ \t]*(?:-[ \t]?){3,}[ \t]*End Footnotes[ \t]*(?:-[ \t]?){3,}$", re.MULTILINE)
_FRAMED_NOTE = re.compile(r"^[ \t]*n(\d{1,4})[ \t]+(?=\S)", re.MULTILINE)
_FRAMED_MARK = re.compile(r"(?<=\S)[ \t]+n(\d{1,4})(?=\s|$)")
_ANY_MARK = re.compile(r"\[\^[^\]]+\](?!:)")
_INDENT = "    "
# what shows that a text has such notes
SIGN = re.compile(rf"{_FRAMED.pattern}|^[ \t]*(?:\[(?:FN|fn)1\]|FN1[.:]?)[ \t]+\S", re.MULTILINE)


def rewrite(text: str) -> str:
    """The text in the notation `[^1]`."""
    text = _unframed(text)
    if not _MARK.search(text):  # the keys of a keyboard are named so, too
        return text
    text = _NOTE.sub(lambda match: f"[^{match[1] or match[2] or match[3]}]: ", text)
    text = _MARK.sub(lambda match: f"[^{match[1] or match[2]}]", text)
    starts = [match.start() for match in _NOTE.finditer(text)]
    parts = [text[: starts[0]] if starts else text]
    for start, after in pairwise([*starts, len(text)]):
        part = text[start:after]
        parts.append(_indented(part) if after < len(text) and not _ANY_MARK.search(part) else part)
    return "".join(parts)


def _unframed(text: str) -> str:
    """Without the lines that say where notes begin and end, all between them set as notes."""
    pieces = _FRAMED.split(text)
    done = [pieces[0]]
    for piece in pieces[1:]:
        end = _FRAMED_END.search(piece)
        notes, rest = (piece[: end.start()], piece[end.end() :]) if end else (piece, "")
        parts = re.split(r"(?m)^(?=[ \t]*n\d{1,4}[ \t]+\S)", notes)
        done += [_indented(_FRAMED_NOTE.sub(r"[^\1]: ", part, count=1)) for part in parts]
        done.append(rest)
    if len(pieces) == 1:
        return text
    return _FRAMED_MARK.sub(r"[^\1]", "".join(done))


def _indented(note: str) -> str:
    """A note whose further paragraphs stand in, so that they are known as its own."""
    return re.sub(r"\n(?=[ \t]*\S)", f"\n{_INDENT}", note.rstrip()) + "\n\n"
