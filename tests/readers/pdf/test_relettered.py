"""Files whose fonts declare Latin letters and print Cyrillic ones."""

from __future__ import annotations

import pytest

from search.document import Document, ProblemKind
from search.notes import link_notes
from search.readers import read_bytes

PROSE = (
    "Шлюз на канале был построен в год большого паводка, и с тех пор воду",
    "держали высоко. Сторож записывал каждую баржу в книгу, которая лежала",
    "в его доме у верхних ворот. Когда пришла железная дорога, барж стало",
    "меньше, и книга осталась пустой. Её нашли под полом через сто лет,",
    "и по ней узнали, кто возил соль, кто зерно, и сколько стоил проход.",
)


def printed(*lines: str, encoding: str = "cp1251") -> bytes:
    """A page set in Helvetica, which is declared to be in the Latin encoding of Windows."""
    rows = [
        f"1 0 0 1 60 {760 - 16 * row} Tm <{text.encode(encoding).hex()}> Tj" for row, text in enumerate(lines)
    ]
    content = "\n".join(["BT /F1 11 Tf", *rows, "ET"]).encode()
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%b\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    )
    body = b"".join(b"%d 0 obj%b\nendobj\n" % (number, one) for number, one in enumerate(objects, 1))
    return b"%PDF-1.4\n" + body + b"trailer<</Root 1 0 R/Size 6>>\n%%EOF"


def read(*lines: str, encoding: str = "cp1251") -> Document:
    return link_notes(read_bytes(printed(*lines, encoding=encoding), "lock.pdf"))


def test_cyrillic_that_is_declared_latin_is_read_as_cyrillic() -> None:
    document = read(*PROSE, "Опись № 7.")
    text = " ".join(one.text for one in document.paragraphs())
    assert text.startswith("Шлюз на канале был построен")
    assert text.endswith("Опись № 7.")
    assert not document.problems


def test_ukrainian_letters_in_the_places_of_signs_are_letters() -> None:
    text = "Він жив біля річки і ловив рибу, а її продавав у місті. Книги цієї зими згоріли."
    assert next(read(*[text] * 8).paragraphs()).text.startswith(text)


@pytest.mark.parametrize(
    ("encoding", "text"), [("cp1253", "Ο φύλακας έγραφε κάθε βάρκα στο βιβλίο του, πάντα.")]
)
def test_letters_of_another_script_are_reported(encoding: str, text: str) -> None:
    document = read(*[text] * 12, encoding=encoding)
    assert [one.kind for one in document.problems] == [ProblemKind.UNREADABLE_TEXT]


def test_french_is_left_as_it_is() -> None:
    text = "L’écluse fut bâtie l’année où le fleuve déborda; à côté, l’éclusier a été élu maire."
    document = read(*[text] * 12, encoding="cp1252")
    assert next(document.paragraphs()).text.startswith(text)
    assert not document.problems
