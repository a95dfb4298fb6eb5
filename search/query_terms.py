"""One term of a query to a leaf of the tree: a word, a phrase, `word*`, `word~2`, `field:value`, a URL.

Comes in: what stands between two spaces, or between two quotation marks. Goes out: a node of the tree, or
None for what holds no word; warnings and the scope are gathered on the way.

    >>> terms = Terms(Limits())
    >>> str(terms.read("Belarusian-Chinese")), str(terms.read("indust*"))
    ('“Belarusian-Chinese”', 'indust…')
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TypeAlias, cast, get_args

from search.analysis import Token, tokens
from search.errors import QueryError, UnknownField
from search.query import And, Field, Fuzzy, Node, Phrase, Prefix, Scope, Word
from search.query_fields import KNOWN, is_meant_for_field, read_field, url_words
from search.settings import Limits

_WRAPPING = "<>[]{},;!?'’‘"  # stands around a term, is never part of one
_SIGN = re.compile(r"[*~]|^:+$")  # what a user means something by, other than a word
_KEEPS_SIGNS = (
    "note",
    "url",
    "year",
    "status",
)  # "*" is a label, "~" stands in URLs; the others name what they take

Rule: TypeAlias = Callable[["Terms", re.Match[str]], Node | None]


class Terms:
    """Reads the terms of one query, one after the other.

    Attributes:
        scope: where words are looked for, as `in:` last said.
        warnings: sentences: what was not understood, and what was done with it.
    """

    def __init__(self, limits: Limits) -> None:
        self.scope: Scope = "body"
        self.warnings: list[str] = []
        self._limits = limits
        self._words = 0

    def read(self, printed: str) -> Node | None:
        """A term without quotation marks, by the first of the rules that knows its shape."""
        term = printed.strip(_WRAPPING)
        for shape, rule in _RULES:
            if match := shape.fullmatch(term):
                return rule(self, match)
        return self.literal(term)

    def literal(self, printed: str) -> Node | None:
        """Searched as it stands: one word by its stem, several as words that stand together."""
        words = self._tokens(printed)
        if _SIGN.search(printed):
            self.warn(
                f"In “{shown(printed)}” the * or ~ does not end a word, so it was left out."
                if words
                else f"“{shown(printed)}” stands alone and holds no word, so it was left out."
            )
        if not words:
            return None
        first, last = words[0], words[-1]
        if first is last:
            return Word(first.stem, printed[first.start : first.end])
        typed = printed[first.start : last.end] + printed[last.end :].rstrip("-.:…")
        return Phrase(tuple(token.stem for token in words), exact=False, printed=typed)

    def phrase(self, printed: str, slop: str | None = None) -> Node | None:
        """What stood between quotation marks; `slop` is what stood after a `~`, None without one."""
        words = tuple(token.word for token in self._tokens(printed))
        if not words:
            self.warn("There is no word between the quotation marks, so they were left out.")
            return None
        if slop == "":
            self.warn("A “~” after a phrase needs a number, as in “two words”~5: it was left out.")
        return Phrase(words, slop=self._slop(slop), printed=" ".join(printed.split()))

    def field(self, name: str, value: str) -> Node | None:
        """`name:value`, with the value out of its quotation marks.

        Raises:
            UnknownField: the name is meant for a field, but there is none of that name.
        """
        known = name.lower()
        if known == "in":
            self._look_in(value)
            return None
        if known not in KNOWN:
            if is_meant_for_field(name, value):
                raise UnknownField(shown(name), KNOWN)
            return self.literal(f"{name}:{value}")
        if known not in _KEEPS_SIGNS and _SIGN.search(value):
            self.warn(f"“*” and “~” work on words of the text, not in a field: {known} was searched without.")
            value = _SIGN.sub("", value)
        found = read_field(known, value)
        if found is None:
            self.warn(f"“{name}:” has no value directly after it, so “{name}” was searched as a word.")
            return self.literal(name)
        if (
            isinstance(found, Field) and known != "url"
        ):  # a URL is one thing, however many words it is made of
            self._count(found.words)
        return found

    def warn(self, sentence: str) -> None:
        if sentence not in self.warnings:
            self.warnings.append(sentence)

    # --- rules: a shape, and what it becomes ---------------------------------------------------------------

    def _url(self, match: re.Match[str]) -> Node | None:
        words = url_words(match.group())
        return Field("url", words, match.group()) if words else self.literal(match.group())

    def _named(self, match: re.Match[str]) -> Node | None:
        return self.field(match[1], match[2])

    def _not_in(self, match: re.Match[str]) -> None:
        self.warn(f"“{match.group()}” cannot be left out: write in:body, in:notes or in:all.")

    def _prefix(self, match: re.Match[str]) -> Node | None:
        words = self._tokens(match[1])
        if not words:
            return self.literal(match.group())
        prefix = words[-1].word
        if len(prefix) < self._limits.prefix_length:
            message = (
                f'"{prefix}*" is too short; give at least {self._limits.prefix_length} letters before the *'
            )
            raise QueryError(message, code="prefix-too-short")
        return self._together(words, Prefix(prefix), match.group())

    def _fuzzy(self, match: re.Match[str]) -> Node | None:
        words = self._tokens(match[1])
        if not words:
            return self.literal(match.group())
        word, limits = words[-1].word, self._limits
        distance = int(match[2] or 1)
        if distance > limits.fuzzy_distance:
            message = (
                f'"{shown(match.group())}" asks for too many differences; at most {limits.fuzzy_distance}'
            )
            raise QueryError(message, code="fuzzy-too-wide")
        if distance and len(word) < limits.fuzzy_length:
            message = f'"{word}~" is too short; give at least {limits.fuzzy_length} letters before the ~'
            raise QueryError(message, code="fuzzy-too-short")
        leaf = Fuzzy(word, distance) if distance else Phrase((word,), printed=match[1])
        return self._together(words, leaf, match.group())

    # --- parts ----------------------------------------------------------------------------------------------

    def _together(self, words: Sequence[Token], last: Node, printed: str) -> Node:
        """The words before the last one must stand in the passage too: no phrase can hold a prefix."""
        if len(words) == 1:
            return last
        self.warn(f"“{shown(printed)}” is several words: only the last is searched with its sign.")
        return And((*(Word(token.stem, token.word) for token in words[:-1]), last))

    def _look_in(self, value: str) -> None:
        scope = value.lower()
        if scope not in get_args(Scope):
            message = f'"in:{shown(value)}" is no place to look in; write in:body, in:notes or in:all'
            raise QueryError(message, code="bad-scope")
        self.scope = cast(Scope, scope)

    def _slop(self, digits: str | None) -> int:
        slop = int(digits or 0)
        if slop > self._limits.proximity:
            message = f"the words of a phrase may be {self._limits.proximity} words apart at most"
            raise QueryError(message, code="proximity-too-wide")
        return slop

    def _tokens(self, printed: str) -> list[Token]:
        words = tokens(printed)
        self._count([token.word for token in words])
        return words

    def _count(self, words: Sequence[str]) -> None:
        limits = self._limits
        self._words += len(words)
        if self._words > limits.query_words:
            raise QueryError(f"the query has more than {limits.query_words} words", code="too-many-words")
        for word in words:
            if len(word) > limits.word_length:
                message = (
                    f'the word "{shown(word)}" is {len(word)} letters long; at most {limits.word_length}'
                )
                raise QueryError(message, code="word-too-long")


# a term is read by the first rule that fits the whole of it
_RULES: tuple[tuple[re.Pattern[str], Rule], ...] = (
    (re.compile(r"(?:[a-z][a-z0-9+.-]*://|www\.)\S+", re.IGNORECASE), Terms._url),
    (re.compile(r"-in:.*", re.IGNORECASE), Terms._not_in),
    (re.compile(r"([A-Za-z]+):(?!//)(.*)"), Terms._named),
    (re.compile(r"([^*~]+)\*+"), Terms._prefix),
    (re.compile(r"([^*~]+)~(\d*)"), Terms._fuzzy),
)


def shown(text: str) -> str:
    """The user's own words as a message shows them: not half a page of them."""
    return text if len(text) <= 40 else text[:39] + "…"
