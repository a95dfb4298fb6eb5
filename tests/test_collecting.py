"""What a long read does to the garbage collector of the program that asked for it."""

from __future__ import annotations

import gc

import pytest

from search.collecting import uncollected
from search.errors import ReadError
from search.readers import read_bytes


def test_collecting_goes_on_after_a_file_that_cannot_be_read() -> None:
    with pytest.raises(ReadError):
        read_bytes(b"", "empty.md")
    assert gc.isenabled()


def test_collecting_that_was_off_stays_off() -> None:
    gc.disable()
    try:
        with uncollected():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_nothing_is_collected_while_one_read_stands_in_another() -> None:
    with uncollected():
        with uncollected():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()
