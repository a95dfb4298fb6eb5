"""Files made to do harm, built here: each ends in bounded time and memory with a document or one clear line.

All are read by one worker process under a limit of memory, with readable files between them: one that fails
harms no other. Nothing that lies outside a file is in what is read of it.
"""

from __future__ import annotations

import io
import socket
import struct
import zipfile
import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from search import workers
from search.errors import ReadError
from search.library import Library
from search.readers import read_file
from search.settings import Limits, Settings
from search.workers import Outcome, Task, read_all

LIMITS = Limits(file_seconds=2, file_memory=1024**3)
DEEP = 100_000
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha">'
for name, before in zip("bcdefghij", "abcdefghi", strict=True):
    LAUGHS += f'<!ENTITY {name} "{f"&{before};" * 10}">'
LAUGHS += "]>"


def docx(body: str, prolog: str = "", others: tuple[tuple[str, str], ...] = ()) -> bytes:
    document = f'<?xml version="1.0"?>{prolog}<w:document {WORD}><w:body>{body}</w:body></w:document>'
    types = (
        f'<Types xmlns="{TYPES}"><Override PartName="/word/document.xml" ContentType="{WORD_TYPE}"/></Types>'
    )
    relations = (
        f'<Relationships xmlns="{RELATIONS}">'
        f'<Relationship Id="r1" Type="{OFFICE}" Target="word/document.xml"/></Relationships>'
    )
    return archive(
        ("[Content_Types].xml", types), ("_rels/.rels", relations), ("word/document.xml", document), *others
    )


def epub(page: str, href: str = "a.xhtml", spine: int = 1) -> bytes:
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
        '<rootfile full-path="content.opf" media-type="application/oebps-package+xml"/></rootfiles>'
        "</container>"
    )
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata/><manifest>'
        f'<item id="a" href="{href}" media-type="application/xhtml+xml"/></manifest>'
        "<spine>" + '<itemref idref="a"/>' * spine + "</spine></package>"
    )
    return archive(
        ("mimetype", "application/epub+zip"),
        ("META-INF/container.xml", container),
        ("content.opf", package),
        ("a.xhtml", page),
    )


def archive(*members: tuple[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as writer:
        for name, text in members:
            writer.writestr(name, text)
    return buffer.getvalue()


def overlapping() -> bytes:
    """Thousands of members that are all the same bytes."""
    size, name = 20_000_000, b"word/document.xml"
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = deflate.compress(bytes(size)) + deflate.flush()
    facts = (zlib.crc32(bytes(size)), len(packed), size)
    local = struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 8, 0, 0, *facts, len(name), 0) + name + packed
    names = [b"[Content_Types].xml", name, *(b"word/part%d.xml" % number for number in range(3000))]
    directory = b"".join(
        struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 8, 0, 0, *facts, len(one), 0, 0, 0, 0, 0, 0) + one
        for one in names
    )
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, len(names), len(names), len(directory), len(local), 0)
    return local + directory + end


def lying() -> bytes:
    """The size that the directory gives for the text is ten bytes."""
    data = bytearray(docx(PARAGRAPH * 10))
    entry = data.rfind(b"PK\1\2", 0, data.rfind(b"word/document.xml"))
    data[entry + 24 : entry + 28] = struct.pack("<L", 10)
    return bytes(data)


def page(body: str, prolog: str = "") -> str:
    return f'{prolog}<html xmlns="http://www.w3.org/1999/xhtml"><body>{body}</body></html>'


def pdf(*objects: str) -> bytes:
    """The objects after a catalogue, a page tree, a page, its content and a font."""
    text = "BT /F 12 Tf 72 700 Td (The mill was sold to the miller in the spring.) Tj ET /X Do"
    font = "/Font<</F 5 0 R>>"
    every = [
        "<</Type/Catalog/Pages 2 0 R/Outlines 7 0 R>>",
        "<</Type/Pages/Count 3/Kids[2 0 R 3 0 R 2 0 R]>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R"
        f"/Resources<<{font}/XObject<</X 6 0 R>>>>>>",
        f"<</Length {len(text)}>>stream\n{text}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        *objects,
    ]
    data, places = "%PDF-1.4\n", []
    for number, one in enumerate(every, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{one}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    head = f"xref\n0 {len(every) + 1}\n0000000000 65535 f \n{table}"
    end = f"trailer<</Size {len(every) + 1}/Root 1 0 R>>\nstartxref\n{len(data)}\n%%EOF"
    return (data + head + end).encode()


FORM = (
    "<</Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</XObject<</X 6 0 R>>>>"
    "/Length {}>>stream\n{}\nendstream"
)
OUTLINES = "<</First 8 0 R/Last 8 0 R/Count 1>>", "<</Title(Mill)/Parent 7 0 R/First 8 0 R/Next 8 0 R>>"
PARAGRAPH = "<w:p><w:r><w:t>The mill was sold.</w:t></w:r></w:p>"
SOLD = "<p>The mill was sold.</p>"
OUTSIDE = '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY % y SYSTEM "http://127.0.0.1:{port}/y">%y;]>'

ELSEWHERE = "http://127.0.0.1:{port}"
REMOTE = (
    f'<Relationships xmlns="{RELATIONS}">'
    + "".join(
        f'<Relationship Id="r{number}" Type="{OFFICE[:-15]}/{kind}" Target="{ELSEWHERE}/{kind}" '
        'TargetMode="External"/>'
        for number, kind in enumerate(("hyperlink", "attachedTemplate", "image", "footnotes", "settings"), 2)
    )
    + "</Relationships>"
)
REMOTE_PAGE = (
    f'<link rel="stylesheet" href="{ELSEWHERE}/s.css"/><script src="{ELSEWHERE}/s.js"></script>'
    f'<p>The mill was <img src="{ELSEWHERE}/i"/>sold.<a href="#n" id="r">1</a></p>'
    f'<iframe src="{ELSEWHERE}/f"></iframe><p id="n"><a href="#r">1</a> Deed, {ELSEWHERE}/deed.</p>'
)

CALL = '<w:p><w:r><w:t>Sold.</w:t></w:r><w:r><w:footnoteReference w:id="{}"/></w:r></w:p>'
FOOTNOTES = (
    f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r2" Type="{OFFICE[:-15]}/footnotes" '
    'Target="footnotes.xml"/></Relationships>'
)


def footnotes(number: int) -> str:
    notes = (
        f'<w:footnote w:id="{at}"><w:p><w:r><w:t>Deed {at}.</w:t></w:r></w:p></w:footnote>'
        for at in range(1, number)
    )
    return f"<w:footnotes {WORD}>{''.join(notes)}</w:footnotes>"


def linked(number: int) -> str:
    """So many marks and notes, each linked to the other."""
    return "".join(
        f'<p>Sold.<a href="#n{at}" id="r{at}">{at}</a></p><p id="n{at}">{at} Deed.</p>'
        for at in range(number)
    )


HOSTILE: dict[str, Callable[[], bytes | str]] = {
    "ratio.docx": lambda: docx(" " * 60_000_000),
    "ratio.epub": lambda: epub(page(" " * 60_000_000)),
    "overlapping.docx": overlapping,
    "lying.docx": lying,
    "names.docx": lambda: docx(PARAGRAPH, others=(("../../escaped.txt", "x"), ("/tmp/escaped.txt", "x"))),
    "leading-out.epub": lambda: epub(page(SOLD), href="../../../../etc/passwd"),
    "repeated.epub": lambda: epub(page(SOLD * 1_000), spine=20_000),
    "entities.docx": lambda: docx("<w:p><w:r><w:t>&j;</w:t></w:r></w:p>", LAUGHS),
    "entities.epub": lambda: epub(page("<p>&j;</p>", LAUGHS)),
    "entities.html": lambda: page("<p>&j;</p>", LAUGHS),
    "outside.docx": lambda: docx("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>", OUTSIDE),
    "outside.epub": lambda: epub(page("<p>Of &x;</p>", OUTSIDE)),
    "outside.xhtml": lambda: page(
        '<p>Of &x;</p><img src="http://127.0.0.1:{port}/i"/><iframe src="file:///etc/passwd"></iframe>',
        OUTSIDE,
    ),
    "deep.docx": lambda: docx("<w:sdt>" * DEEP + PARAGRAPH + "</w:sdt>" * DEEP),
    "deep.epub": lambda: epub(page("<div>" * DEEP + SOLD + "</div>" * DEEP)),
    "deep.html": lambda: page("<div>" * DEEP + SOLD + "</div>" * DEEP),
    "deep-inline.html": lambda: page("<p>" + "<b><i>" * DEEP + "mill" + "</i></b>" * DEEP + "</p>"),
    "deep.md": lambda: ">" * DEEP + " mill\n",
    "deep-list.md": lambda: "- " * DEEP + "mill\n",
    "brackets.md": lambda: "[" * DEEP + "mill" + "]" * DEEP,
    "stars.md": lambda: "**mill *" * DEEP,
    "million.docx": lambda: docx(
        "".join(CALL.format(number) for number in range(1, 10**6)),
        others=(("word/footnotes.xml", footnotes(10**6)), ("word/_rels/document.xml.rels", FOOTNOTES)),
    ),
    "million.epub": lambda: epub(page(linked(10**6))),
    "million.html": lambda: page(linked(10**6)),
    "million.md": lambda: "".join(f"Sold.[^{number}]\n\n[^{number}]: Deed.\n\n" for number in range(10**6)),
    "million.txt": lambda: (
        "".join(f"Sold.[{n}]\n\n" for n in range(10**6))
        + "Notes\n\n"
        + "".join(f"[{n}] Deed.\n" for n in range(10**6))
    ),
    "circle.html": lambda: page(
        '<p>Sold<a href="#a" id="c">1</a> twice<a href="#b" id="d">2</a>.</p><p id="a"><a href="#c">1</a> '
        'See <a href="#b">2</a>.</p><p id="b"><a href="#d">2</a> See <a href="#a">1</a>.</p>'
    ),
    "circle.md": lambda: "Sold[^1] twice[^2].\n\n[^1]: See[^2]\n[^2]: See[^1]\n",
    "circle.txt": lambda: "Sold[1] twice.[2]\n\n[1] See n. 2 below.\n[2] See n. 1 above.\n",
    "loop.pdf": lambda: pdf(FORM.format(11, "/X Do /X Do"), *OUTLINES),
    # sound files of every format that name what could be fetched
    "elsewhere.docx": lambda: docx(
        f'{PARAGRAPH}<w:p><w:hyperlink r:id="r2" xmlns:r="{OFFICE[:-15]}"><w:r><w:t>{ELSEWHERE}</w:t></w:r>'
        "</w:hyperlink></w:p>",
        others=(("word/_rels/document.xml.rels", REMOTE), ("word/settings.xml", f"<w:settings {WORD}/>")),
    ),
    "elsewhere.epub": lambda: epub(page(REMOTE_PAGE)),
    "elsewhere.html": lambda: page(REMOTE_PAGE, f'<!DOCTYPE html SYSTEM "{ELSEWHERE}/html.dtd">'),
    "elsewhere.md": lambda: f"![mill]({ELSEWHERE}/m.png) was sold.[^1]\n\n[^1]: Deed, {ELSEWHERE}/deed.\n",
    "elsewhere.pdf": lambda: pdf(
        f"<</Type/XObject/Subtype/Image/F<</FS/URL/F({ELSEWHERE}/i)>>/Length 0>>stream\n\nendstream"
    ),
    "elsewhere.txt": lambda: f"The mill was sold.[1]\n\n[1] Deed. 1791. URL: {ELSEWHERE}/deed\n",
}


# a worker that notes whatever it does with sockets; what C code does, the server sees that the files name
WATCHED = """
import sys
import tldextract  # loading it looks whether there is IPv6, which is no matter of a file
from search.workers import work
def note(event, arguments):
    if event.startswith(("socket.", "urllib.", "http.", "ftplib.")):
        with open({noted!r}, "a") as file:
            print(event, arguments, file=file)
sys.addaudithook(note)
work(int(sys.argv[1]))
"""


@dataclass
class Harm:
    """What came of each hostile file, and of the sound one that came after it; what was `fetched`."""

    outcomes: dict[str, Outcome]
    after: dict[str, Outcome]
    folder: Path
    fetched: str


@pytest.fixture(scope="module")
def harm(tmp_path_factory: pytest.TempPathFactory) -> Harm:
    folder = tmp_path_factory.mktemp("hostile") / "papers"
    folder.mkdir()
    sound = folder / "sound.txt"
    sound.write_text("The mill stands.\n")
    noted = folder.parent / "noted"
    noted.touch()
    with socket.create_server(("127.0.0.1", 0)) as server, pytest.MonkeyPatch.context() as patch:
        patch.setattr(workers, "_HERE", 0)
        patch.setattr(workers, "_PROGRAM", WATCHED.format(noted=str(noted)))
        tasks = (
            task
            for name, made in HOSTILE.items()
            for task in (Task(build(folder / name, made, server.getsockname()[1])), Task(str(sound)))
        )
        outcomes = [task.outcome or Outcome() for task in read_all(tasks, LIMITS, 1)]
        server.setblocking(False)
        with suppress(BlockingIOError):
            noted.write_text(f"{noted.read_text()}the server was called by {server.accept()[1]}\n")
    return Harm(
        dict(zip(HOSTILE, outcomes[::2], strict=True)),
        dict(zip(HOSTILE, outcomes[1::2], strict=True)),
        folder,
        noted.read_text(),
    )


def build(file: Path, made: Callable[[], bytes | str], port: int) -> str:
    data = made()
    if isinstance(data, str):
        data = data.encode()
    file.write_bytes(data.replace(b"{port}", str(port).encode()))
    return str(file)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_file_is_read_or_refused_in_one_line(name: str, harm: Harm) -> None:
    outcome = harm.outcomes[name]
    assert bool(outcome.reading) != bool(outcome.reason)
    assert "\n" not in outcome.reason


@pytest.mark.parametrize("name", HOSTILE)
def test_the_next_file_is_read(name: str, harm: Harm) -> None:
    assert harm.after[name].reading


@pytest.mark.parametrize("name", ["outside.docx", "outside.epub", "outside.xhtml"])
def test_nothing_outside_a_file_is_in_what_is_read_of_it(name: str, harm: Harm) -> None:
    assert "root:" not in repr(harm.outcomes[name])


def test_nothing_is_fetched_whatever_a_file_of_any_format_names(harm: Harm) -> None:
    named = {Path(name).suffix for name in HOSTILE if name.startswith("elsewhere")}
    assert named == {".docx", ".epub", ".html", ".md", ".pdf", ".txt"}
    assert all(harm.outcomes[name].reading for name in HOSTILE if name.startswith("elsewhere"))
    assert harm.fetched == ""


def test_nothing_is_unpacked(harm: Harm) -> None:
    assert {file.name for file in harm.folder.rglob("*")} == {*HOSTILE, "sound.txt"}
    assert not list(harm.folder.parent.glob("escaped*"))


@pytest.mark.parametrize("name", ["ratio.docx", "ratio.epub", "overlapping.docx"])
def test_bomb_is_not_unpacked(name: str, harm: Harm) -> None:
    assert "unpacks to far more than its size" in harm.outcomes[name].reason


@pytest.mark.parametrize("name", ["deep.html", "deep.epub", "deep-inline.html", "deep.md"])
def test_what_is_nested_a_hundred_thousand_deep_is_read(name: str, harm: Harm) -> None:
    reading = harm.outcomes[name].reading
    assert reading
    assert "mill" in reading.passages[0].text


def test_word_document_nested_a_hundred_thousand_deep_is_refused(harm: Harm) -> None:
    assert "is no XML" in harm.outcomes["deep.docx"].reason


def test_page_that_a_book_names_over_and_over_is_read_once(harm: Harm) -> None:
    reading = harm.outcomes["repeated.epub"].reading
    assert reading
    assert len(reading.passages) == 1_000


@pytest.mark.parametrize("name", ["circle.html", "circle.md", "circle.txt"])
def test_notes_that_call_each_other_are_read(name: str, harm: Harm) -> None:
    reading = harm.outcomes[name].reading
    assert reading
    assert [reference.note_id for reference in reading.document.references()] == ["note-1", "note-2"]


@pytest.mark.parametrize(
    ("name", "limits", "limit"),
    [
        ("names.docx", Limits(archive_members=2), "IBIDEM_LIMIT_ARCHIVE_MEMBERS"),
        ("deep.epub", Limits(archive_members=2), "IBIDEM_LIMIT_ARCHIVE_MEMBERS"),
        ("loop.pdf", Limits(pdf_pages=2), "IBIDEM_LIMIT_PDF_PAGES"),
    ],
)
def test_every_reader_is_held_to_the_limits_in_force(
    name: str, limits: Limits, limit: str, tmp_path: Path
) -> None:
    with pytest.raises(ReadError, match=limit):
        read_file(build(tmp_path / name, HOSTILE[name], 0), limits)


def test_folder_goes_on_after_its_hostile_files(tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    for name in ("overlapping.docx", "ratio.epub", "loop.pdf"):
        build(folder / name, HOSTILE[name], 0)
    (folder / "sound.txt").write_text("The mill stands.\n")
    (folder / "circle.txt").symlink_to("circle.txt")
    with Library.open(Settings(f"sqlite:///{tmp_path}/catalogue.db", "memory:", LIMITS)) as library:
        report = library.index([folder])
        assert "sound" in report.added
        assert {Path(path).name for path, _ in report.failed} >= {"overlapping.docx", "ratio.epub"}
