"""What several answers are made of: spans, notes by name, values of a facet.

>>> spans([(0, 4)])
[{'start': 0, 'end': 4}]
"""

from __future__ import annotations

from collections.abc import Iterable

from search import shapes
from search.document import NoteName
from search.results import FacetValue, Span


def note_names(notes: Iterable[NoteName]) -> list[shapes.NoteName]:
    """The notes that a short form was led back through, or those that it could stand for."""
    return [{"note": name.label, "note_id": name.id} for name in notes]


def spans(found: Iterable[Span]) -> list[shapes.Span]:
    """Character offsets into the text beside them."""
    return [{"start": start, "end": end} for start, end in found]


def facet_value(value: FacetValue) -> shapes.FacetValue:
    return {"value": value.value, "label": value.label, "count": value.count}
