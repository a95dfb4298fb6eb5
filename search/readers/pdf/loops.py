"""Forms of a PDF that draw themselves, cut before PDFium follows them.

PDFium stops after some forty forms within forms; one that draws itself twice is then drawn 2⁴⁰ times. The
reference that closes the circle is blanked, which leaves every other place in the file where it was; the page
is read without what would never have ended. Only forms that name their parts themselves are looked at: where
a file shares one list of parts among all, a form may well be in its own list and never draw itself.

>>> form = b"6 0 obj<</Subtype/Form/Resources<</XObject<</X 6 0 R>>>>>>stream /X Do /X Do endstream"
>>> without_loops(form)
b'6 0 obj<</Subtype/Form/Resources<</XObject<<        >>>>>>stream /X Do /X Do endstream'
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_FORM = re.compile(rb"/Form\b")
_NUMBER = re.compile(rb"(\d{1,9})\s+\d{1,5}\s+obj\b(?!.*\bobj\b)", re.DOTALL)
_PARTS = re.compile(rb"/XObject\s*<<(.*?)>>", re.DOTALL)
_PART = re.compile(rb"/[^\s/<>\[\]()]+\s+(\d{1,9})\s+\d{1,5}\s+R\b")
_LONGEST = 4_096  # bytes of a form's own dictionary
_MOST = 20_000  # forms: a file of more draws nothing but them

_Part = tuple[int, int, int]  # the form that is drawn, and where its reference begins and ends


def without_loops(data: bytes) -> bytes:
    """The same bytes without the references by which a form comes to draw itself."""
    forms = dict(_forms(data))
    cut = [part for number in forms for part in _closing(number, forms)]
    if not cut:
        return data
    mended = bytearray(data)
    for _, start, end in cut:
        mended[start:end] = b" " * (end - start)
    return bytes(mended)


def _forms(data: bytes) -> Iterator[tuple[int, list[_Part]]]:
    """Each form's number and its parts."""
    for count, found in enumerate(_FORM.finditer(data)):
        if count >= _MOST:
            return
        end = data.find(b"stream", found.end(), found.end() + _LONGEST)
        start = max(0, found.start() - _LONGEST)
        number = _NUMBER.search(data, start, found.start())
        if end < 0 or not number:
            continue
        parts = [
            (int(part[1]), part.start(), part.end())
            for inside in _PARTS.finditer(data, number.end(), end)
            for part in _PART.finditer(data, *inside.span(1))
        ]
        if parts:
            yield int(number[1]), parts


def _closing(first: int, forms: dict[int, list[_Part]]) -> Iterator[_Part]:
    """The references to a form from what it draws, itself or through others."""
    waiting, seen = [first], {first}
    while waiting:
        for part in forms.get(waiting.pop(), ()):
            if part[0] == first:
                yield part
            elif part[0] not in seen:
                seen.add(part[0])
                waiting.append(part[0])
