"""Files that are known and files that are there in, which of the known ones have another path now out.

A file has moved where its bytes are found at another path, and are not at its own any more: renamed, put into
another folder, or one of two that have changed names.

>>> known = [StoredFile("a", "/a.txt", "1f", ""), StoredFile("b", "/b.txt", "2e", "")]
>>> find_moves(known, {"/a.txt": "2e", "/b.txt": "1f"}, digest=lambda path: "")
{'/a.txt': '/b.txt', '/b.txt': '/a.txt'}
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from search.catalogue import StoredFile


def find_moves(
    known: Iterable[StoredFile], there: Mapping[str, str], digest: Callable[[str], str]
) -> dict[str, str]:
    """Former path -> path now.

    Args:
        there: path -> digest of its bytes; empty for a file that cannot be read.
        digest: says the same of a path that is not among `there`.
    """
    at = {file.path: file for file in known}
    by_digest: dict[str, list[str]] = {}
    for file in at.values():
        by_digest.setdefault(file.sha256, []).append(file.path)

    def has_left(path: str) -> bool:
        return (there[path] if path in there else digest(path)) != at[path].sha256

    moves: dict[str, str] = {}
    for path, found in there.items():
        if found and not (path in at and at[path].sha256 == found):
            former = next(
                (one for one in by_digest.get(found, ()) if one not in moves and has_left(one)), None
            )
            if former is not None:
                moves[former] = path
    return moves
