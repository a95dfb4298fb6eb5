"""Where in a library its pages can be seen at work: asked of the site itself, whatever it holds."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any
from urllib.parse import quote
from urllib.request import urlopen

_FROM_THE_RIGHT = ("ar", "fa", "he", "ur", "yi")
_WORD = re.compile(r"[^\W\d_]{5,12}")


def find_places(site: str) -> dict[str, str]:
    """Values that the paths of the states ask for, by name, each ready to stand in a URL.

    `word` is one that many passages hold, `misspelt` nearly the same; `sentence` is quoted from a document,
    `altered` is not quite, `paragraph` is a pasted one with both and a citation; `url` and `title` are those
    of a source; `rtl` is a document that is written from right to left, if there is one, and
    `rtl_word` a word of it. `gone`, `moved` and `seems_gone` are sources of which a check of the links found
    that, where one has.
    """
    documents = _get(site, "documents")["results"]
    chosen = max(documents, key=lambda one: one["counts"].get("notes", 0))
    texts = _texts(site, chosen["id"])
    word = _commonest(texts)
    source = _get(site, "sources?per_page=1&status=ok")["results"][0]
    sentence = " ".join(texts[0].split()[:20])
    altered = " ".join([*texts[0].split()[:9], "surely", *texts[0].split()[10:24]])
    found = {
        **_from_right_to_left(site, documents),
        **_checked(site),
        "document": chosen["id"],
        "source": _get(site, "sources?per_page=1")["results"][0]["id"],
        "word": word,
        "misspelt": word[:-2] + word[-1] + word[-2],
        "sentence": sentence,
        "altered": altered,
        "paragraph": f"{sentence}. “{altered}.” Nobody wrote of llamas that eat jam. See {source['url']}.",
        "url": source["url"],
        "title": source["title"],
    }
    return {name: quote(value, safe="") for name, value in found.items()}


def _get(site: str, path: str) -> Any:
    with urlopen(f"{site}/api/v1/{path}", timeout=60) as answer:
        return json.load(answer)


def _checked(site: str) -> dict[str, str]:
    """Sources by what was found at their URLs."""
    found: dict[str, str] = {}
    for source in _get(site, "sources?sort=title&per_page=30")["results"]:
        if link := _get(site, f"sources/{quote(source['id'], safe='')}")["link"]:
            state = "moved" if link["final_url"] else link["state"].replace("-", "_")
            found.setdefault(state, source["id"])
    return found


def _from_right_to_left(site: str, documents: list[dict[str, Any]]) -> dict[str, str]:
    for document in documents:
        if document["language"] in _FROM_THE_RIGHT:
            return {"rtl": document["id"], "rtl_word": _commonest(_texts(site, document["id"]))}
    return {}


def _texts(site: str, document: str) -> list[str]:
    sections = _get(site, f"documents/{document}")["sections"]
    return [paragraph["text"] for section in sections for paragraph in section["paragraphs"]]


def _commonest(texts: list[str]) -> str:
    """The word of five letters or more that most paragraphs hold."""
    counts = Counter(word for text in texts for word in set(_WORD.findall(text.lower())))
    return min(counts, key=lambda word: (-counts[word], word))
