"""Where a walk through more results than can be paged to stands, as a text to hand back as it is.

Comes in: the state of the library, a question, and how far its answers have been given. Goes out: letters
that are checked when they come back: a cursor of another state would leave results out in silence, and one
of another question would mean nothing. Whoever makes one up gains nothing: it only says where to go on.

    >>> text = write(Cursor("17", 100, "report.p4"), {"q": "stone"})
    >>> read(text, {"q": "stone"}).after
    'report.p4'
    >>> check(read(text, {"q": "stone"}), "18")
    Traceback (most recent call last):
    search.errors.BadInput: cursor: the library has changed since it was given; begin again without it
"""

from __future__ import annotations

import binascii
import hashlib
import json
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from search.errors import BadInput

_MOST = 2**40  # results; more than any database counts to
_SUM = 9  # bytes of a checksum: a letter lost in a mail is seen


@dataclass(frozen=True, slots=True)
class Cursor:
    """The state of the library, how many results were given, and (of a search) the id of the last."""

    state: str
    seen: int
    after: str = ""


def write(cursor: Cursor, question: Mapping[str, Any]) -> str:
    """As a text that is safe in a URL."""
    said = json.dumps([cursor.state, _digest(question), cursor.seen, cursor.after]).encode()
    return urlsafe_b64encode(_sum(said) + said).decode().rstrip("=")


def read(text: str, question: Mapping[str, Any]) -> Cursor:
    """The cursor, if it was given for this question.

    Raises:
        BadInput: it was not, or it is none.
    """
    try:
        raw = b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        if _sum(raw[_SUM:]) != raw[:_SUM]:
            raise ValueError
        state, asked, seen, after = json.loads(raw[_SUM:])
    except (ValueError, TypeError, RecursionError, binascii.Error):
        raise _refused("is none, or not whole; hand it back as it was given", "bad-cursor") from None
    if asked != _digest(question):
        raise _refused("it was given for another question; ask that, or begin without it", "bad-cursor")
    if not (isinstance(seen, int) and 0 <= seen < _MOST and isinstance(after, str)):
        raise _refused("is none; hand it back as it was given", "bad-cursor")
    return Cursor(str(state), seen, after)


def check(cursor: Cursor, state: str) -> None:
    """Raises BadInput where the library is in another state than when the cursor was given."""
    if cursor.state != state:
        raise stale()


def stale() -> BadInput:
    """The refusal of a cursor from before a change."""
    return _refused("the library has changed since it was given; begin again without it", "stale-cursor")


def _refused(reason: str, code: str) -> BadInput:
    return BadInput("cursor", f"cursor: {reason}", code=code)


def _digest(question: Mapping[str, Any]) -> str:
    said = json.dumps(question, sort_keys=True, default=list)
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _sum(said: bytes) -> bytes:
    return hashlib.sha256(b"ibidem cursor 1\n" + said).digest()[:_SUM]
