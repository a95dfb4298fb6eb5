"""Databases that open, and those that do not, each with one sentence."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from search.catalogue import Catalogue
from search.catalogue.database import open_database
from search.errors import IbidemError, SettingsError, StoreError
from tests.documents import trade, trade_bibliography


def refusal(url: str) -> IbidemError:
    with pytest.raises(IbidemError) as caught:
        Catalogue.open(url)
    assert "\n" not in str(caught.value)
    return caught.value


@pytest.mark.parametrize(
    "url", ["nonsense", "", "sqlite://", "sqlite:///:memory:", "pigeon://host/post", "http://x:y/"]
)
def test_a_url_that_names_no_database_is_a_wrong_setting(url: str) -> None:
    error = refusal(url)
    assert isinstance(error, SettingsError)
    assert "IBIDEM_CATALOGUE" in str(error)


def test_a_password_in_a_url_is_never_shown() -> None:
    assert "hunter2" not in str(refusal("pigeon://anna:hunter2@host/post"))


def test_a_folder_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    Catalogue.open(f"sqlite:///{tmp_path}/new/catalogue.db").close()
    assert (tmp_path / "new").stat().st_mode & 0o077 == 0


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    error = refusal(f"sqlite:///{tmp_path}/file/catalogue.db")
    assert isinstance(error, StoreError)
    assert str(tmp_path / "file") in str(error)


def test_a_folder_in_the_place_of_the_file_is_named(tmp_path: Path) -> None:
    error = refusal(f"sqlite:///{tmp_path}")
    assert isinstance(error, StoreError)
    assert "cannot be opened" in str(error)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "catalogue.db").write_text("These are the minutes of the meeting. " * 200)
    error = refusal(f"sqlite:///{tmp_path}/catalogue.db")
    assert isinstance(error, StoreError)
    assert "no catalogue, or it is damaged" in str(error)
    assert (tmp_path / "catalogue.db").read_text().startswith("These are the minutes")


def test_a_database_of_another_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "catalogue.db"
    with sqlite3.connect(file) as other:
        other.execute("CREATE TABLE recipes (title TEXT)")
    other.close()
    assert "no catalogue of Ibidem" in str(refusal(f"sqlite:///{file}"))
    with sqlite3.connect(file) as other:
        assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("recipes",)]
    other.close()


def test_a_catalogue_of_another_version_is_refused(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/catalogue.db"
    catalogue = Catalogue.open(url)
    with catalogue.database.writing() as connection:
        connection.execute(text("UPDATE library SET version = 999"))
    catalogue.close()
    assert "another version" in str(refusal(url))


def test_a_damaged_database_says_so_when_it_is_read(tmp_path: Path) -> None:
    file = tmp_path / "catalogue.db"
    catalogue = Catalogue.open(f"sqlite:///{file}")
    catalogue.save(trade(), trade_bibliography(), path="/trade.txt")
    catalogue.close()
    damaged = bytearray(file.read_bytes())
    damaged[4096:] = b"\x5a" * (len(damaged) - 4096)
    file.write_bytes(damaged)
    with pytest.raises(StoreError, match="damaged"):
        Catalogue.open(f"sqlite:///{file}")


def test_a_full_disk_is_said_and_loses_nothing(tmp_path: Path) -> None:
    catalogue = Catalogue.open(f"sqlite:///{tmp_path}/catalogue.db")
    catalogue.save(trade(), trade_bibliography(), path="/trade.txt")
    before = catalogue.read("trade")
    with catalogue.database.reading() as connection:  # the pool's only connection, which the next call gets
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    large = replace(trade("large"), convention="notes at the foot of the page " * 10_000)
    with pytest.raises(StoreError, match="disk is full"):
        catalogue.save(large, trade_bibliography(), path="/large.txt")
    assert catalogue.read("trade") == before
    assert [stored.id for stored in catalogue.files()] == ["trade"]
    catalogue.close()


def test_a_database_that_may_not_be_written_is_said(tmp_path: Path) -> None:
    catalogue = Catalogue.open(f"sqlite:///{tmp_path}/catalogue.db")
    with catalogue.database.reading() as connection:
        connection.exec_driver_sql("PRAGMA query_only = 1")
    with pytest.raises(StoreError, match="cannot be written; check its permissions"):
        catalogue.save(trade(), trade_bibliography(), path="/trade.txt")
    catalogue.close()


def test_what_is_committed_is_synced_and_readers_do_not_wait(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path}/catalogue.db")
    with database.reading() as connection:
        answers = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    database.close()
    assert answers == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 10_000}


def test_a_reader_sees_one_state_for_as_long_as_it_looks(tmp_path: Path) -> None:
    catalogue = Catalogue.open(f"sqlite:///{tmp_path}/catalogue.db")
    with catalogue.reading() as connection:
        count = text("SELECT count(*) FROM documents")
        assert connection.execute(count).scalar_one() == 0
        catalogue.save(trade(), trade_bibliography(), path="/trade.txt")
        assert connection.execute(count).scalar_one() == 0
    with catalogue.reading() as connection:
        assert connection.execute(count).scalar_one() == 1
    catalogue.close()
