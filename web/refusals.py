"""Why a request that is written as its description asks can still be refused: code -> what it means.

What a schema can say of a parameter is said there. Here is the rest: what is known only once a query has
been understood, or two parameters are seen together. Tests hold the codes to those that the library raises.
"""

from __future__ import annotations

# of every request
ALWAYS = {
    "bad-parameter": "a parameter is missing, malformed, out of bounds or repeated",
    "unknown-parameter": "there is no such parameter here; the detail names those that there are",
    "bad-request": "the request is none that this server understands",
}

QUERY = {
    "unknown-field": "`name:value` in the query where there is no such field; the detail names the fields",
    "bad-status": "the value of `status:` in the query is no status",
    "bad-year": "the value of `year:` or `published:` in the query is no year",
    "bad-scope": "the value of `in:` in the query is no place to look in",
    "too-long": "the query is too long",
    "too-deep": "the query has too many parentheses inside each other",
    "too-many-words": "the query has too many words",
    "word-too-long": "a word of the query is too long",
    "prefix-too-short": "`word*` has too few letters before the `*`",
    "fuzzy-too-short": "`word~` has too few letters before the `~`",
    "fuzzy-too-wide": "`word~n` asks for too many differences",
    "proximity-too-wide": '`"two words"~n` asks for words that are too far apart',
    "too-many-expansions": "`word*` or `word~` stands for too many words of the library",
}

PAGING = {"too-far": "the page lies beyond the last result that can be paged to"}

EXPORT = {"no-such-format": "passages are not written in the format of references that is asked for"}

DEEP = PAGING | {
    "bad-cursor": "the cursor was given by another search, or is none",
    "stale-cursor": "the library has changed since the cursor was given",
    "page-and-cursor": "page and cursor say two places to go on from",
    "none-and-others": "facet names none, and others beside it",
}

AUDIT = PAGING | {
    "no-such-key": "fields names a key of findings where documents are answered, or the reverse"
}

ABSENT = {"not-found": "the library holds no such thing"}

LOOKUP = {"nothing-to-look-up": "no parameter says what is to be looked up, or one holds only blanks"}

PASTED = LOOKUP | {"too-long": "the text is longer than is taken at once; send it in parts"}

NOTE = ABSENT | {"missing-note": "the text calls this note, and the document does not hold it"}
