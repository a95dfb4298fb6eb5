"""References in the style of GOST and ISBD: areas parted by ". - ", with " / " and " // " inside the first.

Comes in: a reference made ready (`reference.made_ready`). Goes out: a `Reference`, or None where it is of
another style. Known: "Heading, A. Title / A. Heading // Container. - Place : Publisher, Year. - P. 5",
electronic resources, parts of conference proceedings with "Place. "Publisher"", and the shortened form.

    >>> gost("Pak, C.H. Programmatic approach / C.H. Pak // [Electronic resource]. - 2019.").authors
    ('Pak, C.H.',)
"""

from __future__ import annotations

import re
from dataclasses import replace

from search.citations.dates import YEAR
from search.citations.reference import (
    CAPITAL,
    IMPRINT_YEAR,
    INITIALS,
    LOCATOR,
    SURNAME,
    Reference,
    bare,
    locator,
    place_and_publisher,
    split_locator,
    year_of,
)
from search.document import SourceType

_AREA = re.compile(r"(?<=[.\]])\s*[-–—]\s+")
_MEDIUM = re.compile(
    r"\s*\[\s*(?:electronic resource|электронный ресурс|электронны рэсурс|electronic source|online"
    r"|text|текст)\s*\]\.?",
    re.IGNORECASE,
)
_ELECTRONIC = re.compile(r"\[\s*(?:electronic|электронн|online)", re.IGNORECASE)
_HEADING = re.compile(rf"(?P<names>{SURNAME},\s{INITIALS}(?:[,;]\s{SURNAME},\s{INITIALS})*)\s*")
_BARE_HEADING = re.compile(
    rf"(?P<names>{SURNAME}\s{INITIALS}(?:[,;]\s{SURNAME}\s{INITIALS})*)\s+(?=[{CAPITAL}«“\"])"
)
_RESPONSIBLE = re.compile(rf"(?:{INITIALS}\s?{SURNAME}|{SURNAME}\s{INITIALS}|{SURNAME})(?:\s\[.*\])?$")
_PROCEEDINGS = re.compile(
    r"\b(?:conference|conf\.|proceedings|congress|symposium|materials\s(?:for|of)|конференц|материалы"
    r"|тезисы|сборник\sтрудов)",
    re.IGNORECASE,
)
_HELD = re.compile(
    r"(?P<container>.+?)\s?:\s*(?P<place>[^:.]+?)[.,]\s*[“\"«](?P<publisher>[^”\"»]+)[”\"»]\.?$"
)
_NUMBERING = re.compile(r"(?:№|no\.|т\.|вып\.|vol\.|iss\.|issue|ч\.|кн\.|n\.|bd\.)\s*\d", re.IGNORECASE)
_ISSUE = re.compile(rf"(?P<container>[^.]+(?:\.\s[^.\d]+)*?)\.\s(?P<year>{YEAR})(?:\.\s.*)?$")
_EXTENT = re.compile(r"\d+\s?(?:с|p|pp|s|л|стр)\.?$", re.IGNORECASE)
_LAW = re.compile(
    r"(?:presidential\s)?(?:law|decree|directive|edict|constitution|code|resolution|act|treaty"
    r"|convention|order"
    r"|закон|указ|декрет|директива|конституция|кодекс|постановление|приказ)\b",
    re.IGNORECASE,
)
_ENACTED = re.compile(rf"\b\d{{1,2}}(?:\s[а-я]+\s|\.\d\d\.)(?P<year>{YEAR})\b")
_LAW_FIRST = re.compile(
    r"(?:Кодекс\b|(?:Федеральный\s)?(?:конституционный\s)?закон\sот\b|(?:Трудовой|Гражданский|Уголовный|Налоговый|Семейный|Земельный|Лесной|Водный|Бюджетный)\sкодекс|Конституция"
    r"|.{3,160}:\s(?:федер\w*\.?\s(?:конституц\.\s)?закон|закон|указ|постановление|приказ)\b)",
    re.IGNORECASE,
)
_THESIS = re.compile(r"\b(?:dissertation|thesis|ph\.?d|дис\.|диссертация|автореф)", re.IGNORECASE)


def gost(text: str) -> Reference | None:
    """See the module."""
    areas = [area for area in _AREA.split(text) if area.strip()]
    is_electronic = bool(_ELECTRONIC.search(text))
    if not areas or not (len(areas) > 1 or is_electronic or re.search(r"\s//(?:\s|$)", text)):
        return None
    reference = _first_area(areas[0])
    for area in areas[1:]:
        reference = _with_area(reference, area.strip())
    if not reference.title:
        return None
    kind = _type(reference, text, is_electronic)
    enacted = _ENACTED.search(reference.title) if kind == "legislation" and not reference.year else None
    return replace(reference, type=kind, year=int(enacted["year"]) if enacted else reference.year)


_CITY = r"(?:М|Л|СПб|Пг|Мн|К|Киев|Минск|Москва|Санкт-Петербург|Ленинград|Екатеринбург|Новосибирск|Казань)"
_IMPRINT = rf"(?:{_CITY}\.?[^.:]{{0,40}}(?::\s?[^:]{{2,80}})?|[^.:]{{0,40}}:\s?[^:]{{2,80}}),\s{YEAR}"
_WITHOUT_DASHES = re.compile(rf"(?P<title>.+?)\.\s(?P<imprint>{_IMPRINT})\.?$")
_VOLUME_BEHIND = re.compile(r"[.\s–—-]+(?:Т|Кн|Ч|Вып|Vol)\.\s?\d+\.?$")
_IMPRINTED = re.compile(
    rf"(?P<container>.+?)\.\s(?P<imprint>{_CITY}\.?\s?:\s?[^:]{{2,80}},\s{YEAR})(?:\.\s.*)?$"
)
_DEGREE = re.compile(r"\s?:\s(?:автореф\.\s)?(?:дис|диссертация)\b.*$", re.IGNORECASE)


def gost_without_dashes(text: str) -> Reference | None:
    """The short form of GOST's footnotes: "Heading A. A. Title. Place: Publisher, Year. P. 5"."""
    main, page = split_locator(re.sub(r"[.\s–—-]+\d+\s?[сcp]\.?$", "", text))
    heading, rest = split_heading(_VOLUME_BEHIND.sub("", main))
    match = _WITHOUT_DASHES.match(rest)
    if not heading or match is None:
        return None
    title, _ = _split_responsibility(match["title"])
    kind: SourceType = "thesis" if _THESIS.search(title) else "book"
    reference = Reference(bare(_DEGREE.sub("", title)), heading, kind, locator=page)
    return _with_area(reference, match["imprint"])


def _first_area(area: str) -> Reference:
    """ "Heading. Title [medium] : other title / responsibility // container"."""
    main, _, container = area.partition("//")
    main, _, after_medium = _without_medium(main)
    heading, main = split_heading(main)
    title, responsible = _split_responsibility(main)
    reference = Reference(bare(title) or bare(area), authors=_authors(heading, responsible))
    reference = _with_container(reference, _MEDIUM.sub("", container))
    return _with_area(reference, after_medium) if after_medium else reference


def _without_medium(text: str) -> tuple[str, str, str]:
    """The text before "[Electronic resource]", and what follows it unless that still belongs to the title."""
    match = _MEDIUM.search(text)
    if match is None:
        return text, "", ""
    after = text[match.end() :].strip()
    if after.startswith(("/", ":")):
        return f"{text[: match.start()]} {after}", match.group(), ""
    return text[: match.start()], match.group(), after


def split_heading(text: str) -> tuple[tuple[str, ...], str]:
    match = _HEADING.match(text) or _BARE_HEADING.match(text)
    if match is None:
        return (), text
    return tuple(name.strip() for name in _each_name(match["names"])), text[match.end() :]


def _each_name(text: str) -> list[str]:
    return [match.group().strip(" ,") for match in re.finditer(rf"{SURNAME},?\s{INITIALS}", text)]


def _split_responsibility(text: str) -> tuple[str, tuple[str, ...]]:
    """The title, and the persons behind " / "; editors and translators (behind ";") are none of them."""
    title, slash, responsible = text.rpartition(" / ")
    if not slash:
        return text, ()
    people = [name.strip(" .") for name in responsible.split(";")[0].split(",")]
    people = [re.sub(r"\s\[.*", "", name) for name in people]
    if not all(
        _RESPONSIBLE.match(name if re.search(r"\.", name) else f"{name}.") or _RESPONSIBLE.match(name)
        for name in people
    ):
        return title, ()
    return title, tuple(people)


def _authors(heading: tuple[str, ...], responsible: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the heading as it has them, and whoever else is responsible."""
    families = {name.split(",")[0].split(" ")[0] for name in heading}
    return heading + tuple(name for name in responsible if not families & set(re.split(r"[\s.]+", name)))


def _with_container(reference: Reference, text: str) -> Reference:
    text = bare(text)
    if not text:
        return reference
    held = _HELD.match(text)
    if held is None:
        main, page = split_locator(text)
        return _with_issue(replace(reference, locator=page), bare(main))
    container, place, publisher = held["container"], held["place"], held["publisher"]
    return replace(reference, year=year_of(container), container=container, place=place, publisher=publisher)


def _with_issue(reference: Reference, text: str) -> Reference:
    """ "Вопросы экономики. 2012. № 5" and "Собр. соч. М.: Педагогика, 1982": full stops for dashes."""
    volume = _IMPRINTED.match(text)
    if volume:
        _, container = split_heading(volume["container"])
        reference = replace(reference, container=bare(container), type="chapter")
        return _with_area(reference, volume["imprint"])
    issue = _ISSUE.match(text)
    if issue:
        return replace(reference, container=issue["container"], year=int(issue["year"]))
    return replace(reference, container=text)


# --- the areas behind the first: small rules, the first that fits ----------------------------------------


def _with_area(reference: Reference, area: str) -> Reference:
    if re.fullmatch(rf"{LOCATOR}[\s.]*", area):
        return replace(reference, locator=locator(area))
    if _NUMBERING.match(area) or _EXTENT.fullmatch(area.strip(" .")):
        return reference
    main, page = split_locator(area)
    imprint = IMPRINT_YEAR.match(main.strip())
    if imprint:
        return _with_imprint(replace(reference, locator=page or reference.locator), imprint)
    if re.search(r"\w\s?:\s?\w", main) or (reference.container is None and year_of(main) is None):
        place, publisher = place_and_publisher(main)
        return replace(reference, place=reference.place or place, publisher=reference.publisher or publisher)
    return replace(reference, year=reference.year or year_of(main))


def _with_imprint(reference: Reference, imprint: re.Match[str]) -> Reference:
    year = int(imprint["year"]) if imprint["year"] else None
    text = imprint["imprint"].strip()
    if re.search(r"\d", text) or (re.fullmatch(r"\d{0,2}\s?\w{3,9}", text) and text[:1].isdigit()):
        text = ""  # the day and month of a date
    place, publisher = place_and_publisher(re.sub(r"\s:\s", ": ", text))
    return replace(
        reference,
        year=year or reference.year,
        place=place or reference.place,
        publisher=publisher or reference.publisher,
    )


def _type(reference: Reference, text: str, is_electronic: bool) -> SourceType:
    """The kind of work, by the strongest mark of it."""
    if _THESIS.search(text):
        return "thesis"
    if _LAW.match(reference.title.rpartition(": ")[2]) or _LAW_FIRST.match(reference.title):
        return "webpage" if is_electronic and reference.container is None else "legislation"
    if reference.type == "chapter":
        return "chapter"
    if reference.container:
        if is_electronic and _is_news(reference, text):
            return "webpage"
        return "paper-conference" if _PROCEEDINGS.search(reference.container) else "article"
    if is_electronic:
        return "webpage"
    return "book" if reference.publisher or reference.place else "document"


def _is_news(reference: Reference, text: str) -> bool:
    """Whether a piece on the web stands in no numbered issue and on no page: an agency's, a site's."""
    numbered = any(_NUMBERING.match(area.strip()) for area in _AREA.split(text))
    return not (numbered or reference.locator or reference.authors)
