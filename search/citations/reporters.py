"""American law reports: the reporters that opinions are printed in, and "410 U. S. 113" made canonical.

Only reporters that court opinions and law reviews cite daily are here. The field's own library, eyecite,
knows a thousand more; it brings six packages, of which one installs a top-level package named `tests`.

    >>> canonical_case("410 U. S. 113"), canonical_case("598 F. 3d 1336")
    ('410 U.S. 113', '598 F.3d 1336')
"""

from __future__ import annotations

import re

REPORTERS = (
    "U.S.", "S. Ct.", "L. Ed.", "L. Ed. 2d", "Dall.", "Cranch", "Wheat.", "Pet.", "How.", "Black", "Wall.",
    "F.", "F.2d", "F.3d", "F.4th", "F. Supp.", "F. Supp. 2d", "F. Supp. 3d", "F. App'x", "F.R.D.", "B.R.",
    "Fed. Cl.", "T.C.", "F. Cas.", "A.", "A.2d", "A.3d", "N.E.", "N.E.2d", "N.E.3d", "N.W.", "N.W.2d", "P.",
    "P.2d", "P.3d", "S.E.", "S.E.2d", "S.W.", "S.W.2d", "S.W.3d", "So.", "So. 2d", "So. 3d", "Cal.",
    "Cal. 2d", "Cal. 3d", "Cal. 4th", "Cal. 5th", "Cal. App.", "Cal. App. 2d", "Cal. App. 3d",
    "Cal. App. 4th", "Cal. Rptr.", "Cal. Rptr. 2d", "Cal. Rptr. 3d", "N.Y.", "N.Y.2d", "N.Y.3d", "N.Y.S.",
    "N.Y.S.2d", "N.Y.S.3d", "A.D.", "A.D.2d", "A.D.3d", "Mass.", "Mass. App. Ct.", "Pa.", "Ill.", "Ill. 2d",
    "Ill. App. 3d", "Ohio St.", "Ohio St. 2d", "Ohio St. 3d", "Va.", "Wis.", "Wis. 2d", "Mich.", "Minn.",
    "N.J.", "N.C.", "S.C.", "Ga.", "Tex.", "Wash.", "Wash. 2d", "Conn.", "Md.", "Kan.", "Iowa", "Neb.",
    "U.S.C.M.A.", "M.J.", "WL",
)  # fmt: skip


def _pattern(reporter: str) -> str:
    """The reporter with a space, or none, wherever a full stop stands before a letter or a series."""
    words = re.findall(r"[A-Z][\w']*\.?|\d\w+|[a-z']+\.?", reporter)
    return r"\s?".join(re.escape(word) for word in words)


def _plain(text: str) -> str:
    return re.sub(r"\s", "", text).replace("’", "'")


_CANONICAL = {_plain(reporter): reporter for reporter in REPORTERS}
REPORTER = "|".join(_pattern(reporter).replace("'", "['’]") for reporter in sorted(REPORTERS, key=len)[::-1])
CASE = re.compile(rf"(?<![\w.])(\d{{1,4}}\s(?:{REPORTER})\s\d{{1,7}})(?![\w/])")
_SPLIT = re.compile(r"(\d+)\s(.+)\s(\d+)")


def canonical_case(text: str) -> str | None:
    """Volume, reporter and page, the reporter in its usual spelling; None for a reporter not known."""
    match = _SPLIT.fullmatch(text)
    reporter = _CANONICAL.get(_plain(match[2])) if match else None
    return f"{match[1]} {reporter} {match[3]}" if match and reporter else None
