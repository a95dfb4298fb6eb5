"""The texts of passages in, queries of seven classes out, chosen by how many passages hold a word.

Every query reads the same in Ibidem's query language and in Whoosh's.

    >>> chosen = choose(["The stone wall fell."] * 3 + ["A stone bridge stood by the river."], 1)
    >>> chosen["OR"], chosen["phrase"]
    (['stone OR fell'], ['"stone wall"'])
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from whoosh.analysis import STOP_WORDS

from search.analysis import Token, stem, tokens

CLASSES = ("rare", "common", "AND", "phrase", "prefix", "fuzzy", "OR")

_PREFIX = 4  # letters


def choose(texts: Sequence[str], count: int, seed: int = 1) -> dict[str, list[str]]:
    """At most `count` queries of each class; the same texts have the same queries."""
    chance = random.Random(seed)
    passages = [[token for token in tokens(text) if _is_plain(token)] for text in texts]
    frequency = Counter(root for passage in passages for root in {token.stem for token in passage})
    printed = {token.stem: token.word for passage in passages for token in passage}
    ranked = [printed[root] for root, _ in sorted(frequency.items(), key=lambda item: (-item[1], item[0]))]
    common, middling = ranked[: 2 * count], ranked[: max(4 * count, len(ranked) // 4)]
    lowest = min(frequency.values())
    rare = [printed[root] for root, passages_with in frequency.items() if passages_with == lowest]
    pairs = list(zip(common[::2], common[1::2], strict=False))
    return {
        "rare": _sample(rare, count, chance),
        "common": common[:count],
        "AND": [" ".join(pair) for pair in pairs[:count]],
        "phrase": [f'"{phrase}"' for phrase in _phrases(passages, count)],
        "prefix": [f"{prefix}*" for prefix in _sample(_prefixes(middling), count, chance)],
        "fuzzy": [f"{word}~" for word in _sample(list(_misspelt(middling, chance)), count, chance)],
        "OR": [" OR ".join(pair) for pair in pairs[:count]],
    }


def _is_plain(token: Token) -> bool:
    """Whether both sides take it for one word, and neither for a stop word."""
    return (
        token.word.isascii() and token.word.isalpha() and len(token.word) > 3 and token.word not in STOP_WORDS
    )


def _sample(values: Sequence[str], count: int, chance: random.Random) -> list[str]:
    distinct = sorted(set(values))
    return chance.sample(distinct, min(count, len(distinct)))


def _phrases(passages: Sequence[Sequence[Token]], count: int) -> list[str]:
    """Pairs of words that stand together in most passages."""
    together = Counter(
        pair
        for passage in passages
        for pair in {(one.word, other.word) for one, other in pairwise(passage) if other.start == one.end + 1}
    )
    ranked = sorted(together.items(), key=lambda item: (-item[1], item[0]))
    return [" ".join(pair) for pair, _ in ranked[:count]]


def _prefixes(words: Sequence[str]) -> list[str]:
    """Beginnings that several of the words share."""
    begun = Counter(word[:_PREFIX] for word in words if len(word) > _PREFIX)
    return [prefix for prefix, shared in begun.items() if shared > 1] or list(begun)


def _misspelt(words: Sequence[str], chance: random.Random) -> Iterator[str]:
    """Words with one letter wrong; words that are their own stem, as Whoosh compares with stems."""
    for word in words:
        if len(word) >= 6 and stem(word) == word:
            place = chance.randrange(1, len(word) - 1)
            yield word[:place] + ("x" if word[place] != "x" else "z") + word[place + 1 :]
