"""Bytes to text, in whatever encoding."""

from __future__ import annotations

import pytest

from search.errors import ReadError
from search.readers.decode import decode

FRENCH = (
    "La grosse cloche de Vernay pesait plus qu'un bœuf; elle fut baptisée à la Saint-Étienne, après la grêle."
)
RUSSIAN = (
    "Порядочный человек морского чая в рот не возьмёт, писал один из кяхтинских купцов своему брату в Москву."
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "windows-1252"])
def test_french_is_read_without_mojibake(encoding: str) -> None:
    assert decode(FRENCH.encode(encoding), "bells.txt") == FRENCH


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1251", "koi8-r"])
def test_russian_is_read_without_mojibake(encoding: str) -> None:
    assert decode(RUSSIAN.encode(encoding), "tea.txt") == RUSSIAN


def test_decomposed_letters_are_composed() -> None:
    assert decode("cafe\u0301".encode(), "x.txt") == "café"


def test_soft_hyphens_and_zero_width_spaces_go() -> None:
    assert decode("ca\u00adthe\u200bdral".encode(), "x.txt") == "cathedral"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\x85"])
def test_any_line_end_is_one(end: str) -> None:
    assert decode(f"salt{end}road".encode(), "x.txt") == "salt\nroad"


def test_form_feeds_stay() -> None:
    assert decode(b"one\x0ctwo", "x.txt") == "one\ftwo"


def test_a_stray_control_character_is_a_blank() -> None:
    assert decode(b"the salt\x07road of old", "x.txt") == "the salt road of old"


def test_a_text_that_breaks_its_own_word_about_its_encoding_is_refused() -> None:
    with pytest.raises(ReadError, match="says it is utf-8-sig but is not"):
        decode(b"\xef\xbb\xbf\xff\xfe\xfd", "x.txt")


@pytest.mark.parametrize("hidden", ["\x02", "\x02\r\n", "\ufffe"])
def test_a_hyphen_that_pdfium_hides_at_a_lines_end_stands_there_again(hidden: str) -> None:
    printed = f"https://www.un.org/en/universal-declaration-human{hidden}rights/."
    assert decode(printed.encode(), "x.txt") == "https://www.un.org/en/universal-declaration-human-\nrights/."


def test_a_text_full_of_hidden_hyphens_is_no_binary() -> None:
    assert decode(("Handels\x02weg, " * 200).encode(), "x.txt").count("-\n") == 200


LIGHTHOUSES = (
    (
        "L’été où la mer monta, le phare fut fermé : « rien à voir », écrivit le maître âgé.",
        "cp1252 mac_roman",
    ),
    (
        "Die Straße über den Paß wurde im März geöffnet; das größte Übel war der Schnee.",
        "cp1252 mac_roman cp850 cp437",
    ),
    (
        "El niño miró la señal: ¿qué había pasado? Mañana, según el capitán, habría más.",
        "cp1252 mac_roman cp850 cp437",
    ),
    (
        "A estação não abriu em março; são três irmãos, e o avô é dono da colheita.",
        "cp1252 mac_roman cp850",
    ),
    (
        "La città è più alta del porto: così perché là il mare è già più basso.",
        "cp1252 mac_roman cp850 cp437",
    ),
    (
        "På ön står en fyr som byggdes år 1832. Där är det mörkt på hösten.",
        "cp1252 mac_roman cp850",
    ),
    (
        "På øen står et fyr, som blev bygget i året 1832; æbletræerne bærer sne.",
        "cp1252 mac_roman cp850",
    ),
    (
        "Latarnię zbudowano na wyspie, gdy żeglarze skarżyli się na mgłę i światło.",
        "cp1250 iso8859_2 cp852",
    ),
    (
        "Maják stojí na ostrově už dlouho a světlo bylo vidět z dálky; věž byla zvýšena.",
        "cp1250 iso8859_2 cp852",
    ),
    (
        "A világítótorony áll a szigeten; őszi ködre panaszkodtak a tengerészek, hű szülők.",
        "cp1250 iso8859_2",
    ),
    (
        "Fener adada yapıldı, çünkü gemiciler sisten şikâyet ediyordu; ışığı görünürdü.",
        "cp1254 iso8859_9",
    ),
    (
        "Маяк стоит на острове с 1832 года, когда моряки жаловались на туман и тьму.",
        "cp1251 koi8_r cp866 iso8859_5",
    ),
    (
        "灯台は島に建てられた。船乗りが霧について不平を言ったからである。光は遠くから見えた。",
        "cp932 euc_jp iso2022_jp",
    ),
)


@pytest.mark.parametrize(
    ("prose", "encoding"),
    [(prose, encoding) for prose, encodings in LIGHTHOUSES for encoding in encodings.split()],
)
def test_a_languages_letters_tell_in_which_encoding_they_are(prose: str, encoding: str) -> None:
    prose = prose if encoding not in ("cp850", "cp437") else prose.replace("’", "'")
    assert decode(prose.encode(encoding), "lighthouse.txt") == prose


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le"])
@pytest.mark.parametrize("prose", ["The lamp was lit at dusk — and went out.", "Маяк стоит на острове."])
def test_wide_characters_are_told_without_their_mark(prose: str, encoding: str) -> None:
    assert decode(prose.encode(encoding), "lamp.txt") == prose


def test_typographic_signs_alone_are_those_of_windows() -> None:
    prose = "The keeper’s log – “nothing to report” – cost £20…"
    assert decode(prose.encode("cp1252"), "log.txt") == prose


def test_what_fills_the_last_block_of_an_old_text_goes() -> None:
    assert decode(b"He lit the lamp.\r\n" + b"\x1a" * 100, "lamp.txt") == "He lit the lamp.\n"
