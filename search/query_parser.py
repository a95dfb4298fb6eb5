"""The user's string to a `Query`: the query language.

Comes in: whatever was typed or pasted. Goes out: the tree, the scope, and a warning in plain words for each
thing that could not be parsed and was searched literally. Every limit is checked before an engine works.

    >>> query = parse('"great stone" (park OR zone) -oman year:2015..2018')
    >>> query.understood
    '“great stone” and (park or zone) and not oman and year 2015 to 2018'
    >>> parse('"great stone').warnings
    ('A quotation mark is not closed, so it was left out.',)

The language: words that must all be there; `OR`, `AND`, `NOT`, `-word` and parentheses (`OR` binds loosest);
`"a phrase"` of exact forms, `"two words"~5` in this order with at most 5 others between; `word*`, `word~`,
`word~2`; `field:value`, `field:"two words"`, `year:2015..2018` (`query_fields`); `in:body`, `in:notes`,
`in:all`. A pasted URL is looked for among the sources. Several words without a space ("Belarusian-Chinese",
"AT&T") stand together. Everything else is punctuation.

A query of nothing but exclusions means every passage but those, with a warning: it is what was asked for, and
with filters it is useful.
"""

from __future__ import annotations

import re
import unicodedata
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Literal, TypeAlias, cast

from search.analysis import INVISIBLE
from search.errors import QueryError
from search.query import And, Everything, Node, Not, Or, Query
from search.query_terms import Terms
from search.settings import Limits

Operator: TypeAlias = Literal["AND", "OR", "NOT", "-", "(", ")"]
Lexeme: TypeAlias = Operator | Node

# every kind of double quotation mark, opening, closing and low; invisible characters vanish
_TYPED = str.maketrans(dict.fromkeys("“”„‟«»＂〝〞", '"') | dict.fromkeys(INVISIBLE, "") | {"\u200b": " "})

# one piece of a query; no alternative can be tried twice on the same characters
_PIECE = re.compile(
    r"""
    (?P<minus> -(?=[^\s)-])(?! (?i:in:) ) )?
    (?:
        (?: (?P<field> [A-Za-z]++ ) : )?+ " (?P<phrase> [^"]* ) " (?: ~ (?P<slop> \d* ) )?
      | (?P<operator> [()] | (?:AND|OR|NOT) (?=[\s()"]|$) )
      | (?P<unclosed> " )
      | (?P<term> [^\s"()]+ (?: \( [^\s"()]* \) [^\s"()]* )* )    # "organisation(s)" is one term
    )
    """,
    re.VERBOSE,
)


def parse(text: str, limits: Limits = Limits()) -> Query:  # noqa: B008 - a frozen value
    """A query understood. An empty one is `Everything`.

    Raises:
        QueryError: the query is refused; `code` says why ("too-long", "too-many-words", "word-too-long",
            "too-deep", "prefix-too-short", "fuzzy-too-short", "fuzzy-too-wide", "proximity-too-wide",
            "bad-year", "bad-status", "bad-scope").
        UnknownField: `name:value` where there is no such field.
    """
    if len(text) > limits.query_length and len(text := text.strip()) > limits.query_length:
        message = f"the query is {len(text)} characters long; the limit is {limits.query_length}"
        raise QueryError(message, code="too-long")
    text = "".join(map(_seen, text))
    terms = Terms(limits)
    root = _tree(text.translate(_TYPED).strip(), terms, limits)
    return Query(text, root, terms.scope, tuple(terms.warnings))


def _seen(character: str) -> str:
    """A space for control characters and halves of surrogate pairs: no page or terminal can print them."""
    return " " if unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp") else character


def _tree(typed: str, terms: Terms, limits: Limits) -> Node:
    lexemes = _settle(_balance(_scan(typed, terms), terms, limits), terms)
    if not lexemes:
        if typed and terms.scope == "body":
            terms.warn("The query holds no word, so every passage is shown.")
        return Everything()
    root = _alternatives(deque(lexemes))
    if _asks_for_everything(root):
        terms.warn("There is something to leave out but nothing to look for: all other passages are shown.")
    return root


def _scan(typed: str, terms: Terms) -> Iterator[Lexeme]:
    for piece in _PIECE.finditer(typed):
        lexeme = cast(Operator, piece["operator"]) if piece["operator"] else _term(piece, terms)
        if lexeme is not None:
            if piece["minus"]:
                yield "-"
            yield lexeme


def _term(piece: re.Match[str], terms: Terms) -> Node | None:
    if piece["unclosed"]:
        terms.warn("A quotation mark is not closed, so it was left out.")
        return None
    if piece["phrase"] is None:
        return terms.read(piece["term"])
    if piece["field"] is None:
        return terms.phrase(piece["phrase"], piece["slop"])
    if piece["slop"] is not None:
        terms.warn("“~” works on words of the text, not in a field, so it was left out.")
    return terms.field(piece["field"], piece["phrase"])


def _balance(lexemes: Iterable[Lexeme], terms: Terms, limits: Limits) -> list[Lexeme]:
    """Without parentheses that have no partner, and without those that hold nothing."""
    kept: list[Lexeme] = []
    opened: list[int] = []
    alone = False
    for lexeme in lexemes:
        if lexeme == ")":
            if not opened:
                alone = True
                continue
            if opened.pop() == len(kept) - 1:
                kept.pop()
                if kept and kept[-1] == "-":
                    kept.pop()
                continue
        elif lexeme == "(":
            opened.append(len(kept))
        kept.append(lexeme)
    if alone or opened:
        terms.warn("A parenthesis has no partner, so it was left out.")
    kept = [lexeme for place, lexeme in enumerate(kept) if place not in opened]
    _check_depth(kept, limits)
    return kept


def _check_depth(lexemes: Iterable[Lexeme], limits: Limits) -> None:
    steps = (1 if lexeme == "(" else -1 if lexeme == ")" else 0 for lexeme in lexemes)
    if max(accumulate(steps), default=0) > limits.query_depth:
        message = f"parentheses stand more than {limits.query_depth} deep; use fewer"
        raise QueryError(message, code="too-deep")


def _settle(lexemes: Sequence[Lexeme], terms: Terms) -> list[Lexeme]:
    """With each `OR`, `AND` or `NOT` that has nothing to join made a word, so that the rest parses."""
    settled: deque[Lexeme] = deque()
    for place in reversed(range(len(lexemes))):
        lexeme: Lexeme | None = lexemes[place]
        before = lexemes[place - 1] if place else None
        after = settled[0] if settled else None
        if isinstance(lexeme, str) and not _is_joined(lexeme, before, after):
            lexeme = _dangling(lexeme, terms)
        if lexeme is not None:
            settled.appendleft(lexeme)
    return list(settled)


def _is_joined(operator: Operator, before: Lexeme | None, after: Lexeme | None) -> bool:
    if operator in ("(", ")"):
        return True
    begins = after is not None and after not in ("AND", "OR", ")")
    ends = before == ")" or (before is not None and not isinstance(before, str))
    return begins and (ends or operator in ("NOT", "-"))


def _dangling(operator: Operator, terms: Terms) -> Node | None:
    if operator == "-":
        terms.warn("A “-” has nothing to leave out, so it was left out itself.")
        return None
    terms.warn(f"“{operator}” has nothing to join, so it was searched as a word.")
    return terms.literal(operator)


# --- the grammar: by now every operator has its operands, and every parenthesis its partner ----------------


def _alternatives(lexemes: deque[Lexeme]) -> Node:
    choices = [_all_of(lexemes)]
    while lexemes and lexemes[0] == "OR":
        lexemes.popleft()
        choices.append(_all_of(lexemes))
    return choices[0] if len(choices) == 1 else Or(tuple(_flat(choices, Or)))


def _all_of(lexemes: deque[Lexeme]) -> Node:
    parts: list[Node] = []
    while lexemes and lexemes[0] not in ("OR", ")"):
        if lexemes[0] == "AND":
            lexemes.popleft()
        parts.append(_part(lexemes))
    parts = [part for part in _flat(parts, And) if not isinstance(part, Everything)]
    if all(isinstance(part, Not) for part in parts):
        parts.insert(0, Everything())
    return parts[0] if len(parts) == 1 else And(tuple(parts))


def _part(lexemes: deque[Lexeme]) -> Node:
    negated = False
    while lexemes[0] in ("NOT", "-"):
        lexemes.popleft()
        negated = not negated
    part = _operand(lexemes)
    return Not(part) if negated else part


def _operand(lexemes: deque[Lexeme]) -> Node:
    lexeme = lexemes.popleft()
    if not isinstance(lexeme, str):
        return lexeme
    group = _alternatives(lexemes)
    lexemes.popleft()  # the closing parenthesis
    return group


def _flat(parts: Iterable[Node], kind: type[And | Or]) -> Iterator[Node]:
    """`a (b c)` is `a b c`."""
    for part in parts:
        if isinstance(part, And | Or) and isinstance(part, kind):
            yield from part.parts
        else:
            yield part


def _asks_for_everything(node: Node) -> bool:
    if isinstance(node, And | Or):
        return any(map(_asks_for_everything, node.parts))
    return isinstance(node, Everything) or (isinstance(node, Not) and _asks_for_everything(node.part))
