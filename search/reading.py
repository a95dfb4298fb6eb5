"""A file in, what Ibidem understands of it out, without touching a library.

>>> import tempfile
>>> file = Path(tempfile.mkdtemp(), "letter.txt")
>>> _ = file.write_text("She denied it.[1]\\n\\n[1] Smith, J. History. 2019. P. 5.\\n")
>>> [citation.source.year for citation in read(file).passages[0].citations]
[2019]
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from search.citations import find_citations
from search.collecting import uncollected
from search.errors import ReadError
from search.holdings import Reading
from search.notes import link_notes
from search.passages import passages
from search.readers import read_file
from search.settings import Limits
from search.sidecars import find_sidecar, read_sidecar


@uncollected()
def read(path: str | Path, limits: Limits | None = None) -> Reading:
    """Reads a file and its sidecar, links its notes and finds what they cite.

    A sidecar that cannot be read is among the reading's `warnings`.

    Raises:
        ReadError: the file cannot be opened, is too large, or is no document of a known format.
    """
    document = link_notes(read_file(path, limits))
    warnings = []
    if sidecar := find_sidecar(path):
        try:
            document = replace(document, **read_sidecar(sidecar))
        except ReadError as error:
            warnings.append((error.path, error.reason))
    bibliography = find_citations(document)
    return Reading(document, bibliography, passages(document, bibliography), tuple(warnings))
