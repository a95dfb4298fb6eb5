"""What has been read lately, kept for the next search: a cache bounded by the size of what it holds.

>>> kept = Kept(limit=25, size=len)
>>> kept.get(("body", "trade"), lambda: [1, 2, 3]), kept.get(("body", "trade"), lambda: [])
([1, 2, 3], [1, 2, 3])
>>> kept.get(("body", "park"), lambda: [4, 5, 6]), kept.get(("body", "trade"), lambda: [])
([4, 5, 6], [])
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

Value = TypeVar("Value")
Key = tuple[str, str]

_OVERHEAD = 10  # what a value weighs that holds nothing: words that nobody wrote are asked for as well


class Kept(Generic[Value]):
    """Values by field and word, those asked for longest ago dropped first. May be shared by threads."""

    def __init__(self, limit: int, size: Callable[[Value], int]) -> None:
        self._limit = limit
        self._size = size
        self._held = 0
        self._values: OrderedDict[Key, Value] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Key, make: Callable[[], Value]) -> Value:
        """The value kept, or else the one made now, outside the lock: two threads may both make it."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key]
        value = make()
        with self._lock:
            if key not in self._values:
                self._values[key] = value
                self._held += _OVERHEAD + self._size(value)
            while self._held > self._limit:
                _, dropped = self._values.popitem(last=False)
                self._held -= _OVERHEAD + self._size(dropped)
        return value
