"""The answers to a citation lookup, of one citation or of all in a pasted text."""

from __future__ import annotations

from search import shapes
from search.results import Comparison, Found, Lookup, Recognised, Recognition, Span
from search.serialize.parts import spans
from search.serialize.passages import citation, passage
from search.serialize.sources import source


def lookup(answers: Lookup) -> shapes.Lookup:
    """The answers to a citation lookup."""
    return {
        "query": answers.text,
        "understood": answers.understood,
        "total": answers.total,
        "results": [_found(answer) for answer in answers],
        "warnings": list(answers.warnings),
        "verdict": answers.verdict,
    }


def recognition(found: Recognition) -> shapes.Recognition:
    """The citations of a pasted text."""
    return {
        "results": [_recognised(one) for one in found.items],
        "next": found.next,
        "warnings": list(found.warnings),
    }


def _recognised(one: Recognised) -> shapes.Recognised:
    return {
        "start": one.start,
        "end": one.end,
        "text": one.text,
        "kind": one.kind,
        "normalized": one.normalized,
        "status": one.status,
        "candidates": [
            {"source": source(found.source), "confidence": found.confidence} for found in one.candidates
        ],
    }


def _span(found: Span | None) -> shapes.Span | None:
    return {"start": found[0], "end": found[1]} if found else None


def _compared(found: Comparison | None) -> shapes.Compared:
    differences = found.differences if found else ()
    return {
        "verdict": found.verdict if found else None,
        "printed": _span(found.printed) if found else None,
        "differences": [
            {"quoted": spans([one.quoted])[0], "printed": spans([one.printed])[0]} for one in differences
        ],
        "conventions": list(found.conventions) if found else [],
    }


def _found(answer: Found) -> shapes.Found:
    return {
        "citation": citation(answer.citation) if answer.citation else None,
        "source": source(answer.source) if answer.source else None,
        "passage": passage(answer.passage) if answer.passage else None,
        "confidence": round(answer.confidence, 3),
        "sentence": _span(answer.sentence),
        **_compared(answer.comparison),
    }
