"""A paragraph's element to running text with its marks and links.

Comes in: `w:p`, wherever it stands. Goes out: text, marks with the keys of the notes that they call, links.
Fields may begin in one paragraph and end in another, so that one `Story` reads all paragraphs of a part.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from search.readers.docx.fields import Field, parse, with_anchor
from search.readers.docx.labels import CALLS, NoteKey, has_own_mark
from search.readers.docx.package import Element, Relation, full, short, value_of
from search.readers.docx.styles import Styles
from search.readers.docx.symbols import plain, raised, symbol
from search.readers.flow import Flow, external
from search.readers.text.labels import SUPERSCRIPTS

_SPACES = frozenset({"w:tab", "w:ptab", "w:br", "w:cr"})
_OWN_MARK = re.compile(r"\s*([*∗†‡§¶#]+|\S{1,12})")
_SEPARATORS = frozenset(",;–-")  # raised between two marks, they belong to neither text
_SKIPPED = frozenset({"w:pPr", "w:rPr", "w:delText", "w:instrText", "w:delInstrText", "w:rt"})


@dataclass(frozen=True, slots=True)
class Context:
    """What the paragraphs of a document share."""

    styles: Styles
    labels: dict[NoteKey, str]  # those of custom marks are added as they are met
    bookmarks: Mapping[str, NoteKey]  # the note whose mark stands in a bookmark


@dataclass(slots=True)
class Story:
    """The paragraphs of one part (the body, the footnotes), read one after the other."""

    context: Context
    relations: Mapping[str, Relation]
    page: int | None = None
    calls: dict[NoteKey, int | None] = field(default_factory=dict)  # with the page of the first call
    _fields: list[Field] = field(default_factory=list)
    _links: list[int | None] = field(default_factory=list)
    _flow: Flow = field(default_factory=Flow)
    _is_raised: bool = False
    _is_hidden: bool = False  # which Word does not print
    _own: tuple[NoteKey, int] | None = None  # a call whose mark is typed behind it, and where that begins

    def read(self, paragraph: Element, flow: Flow) -> None:
        """Adds what a paragraph prints to the flow; text boxes in it are paragraphs of their own."""
        self._flow = flow
        walker = etree.iterwalk(paragraph, events=("start", "end"))
        for event, element in walker:
            name = short(element.tag)
            if event == "start":
                if name in _SKIPPED or (name == "w:p" and element is not paragraph):
                    self._aside(name, element)
                    walker.skip_subtree()
                else:
                    self._start(name, element)
            elif name in _ENDS:
                _ENDS[name](self)
        self._finish()

    def leave_contents(self) -> None:
        """A heading ends a table of contents whose own end is lost."""
        self._fields.clear()

    def _aside(self, name: str, element: Element) -> None:
        """What is no text itself: how a run is set, and what a field is to do."""
        if name == "w:rPr":
            self._is_raised = self.context.styles.is_raised(element)
            self._is_hidden = self.context.styles.is_hidden(element)
        elif name == "w:instrText" and self._fields and self._fields[-1].instruction is None:
            self._fields[-1].words.append(element.text or "")

    def _start(self, name: str, element: Element) -> None:
        if name in _STARTS:
            _STARTS[name](self, element)
        elif name in CALLS:
            self._call((CALLS[name], value_of(element, "w:id") or ""), has_own_mark(element))
        elif name in _SPACES:
            self._text(" ")

    def _finish(self) -> None:
        """At the end of a paragraph: an instruction is over, and nothing of it is linked in the next."""
        self._end_run()
        if self._own:
            self._flow.mark("*", self._own[0], self.page)
            self._own = None
        for link in (*self._links, *(one.link for one in self._fields)):
            if link is not None:
                self._flow.close(link)
        self._links.clear()
        self._fields = [one for one in self._fields if one.instruction]
        for one in self._fields:
            one.link = one.place = None

    # --- text and marks ----------------------------------------------------------------------------------

    def _text(self, text: str) -> None:
        if self._is_hidden or any(one.is_unprinted() for one in self._fields):
            return
        if self._is_raised and text.strip() in _SEPARATORS and self._flow.follows_mark():
            return
        for one in self._fields:
            one.is_raised = one.is_raised or self._is_raised
        self._flow.text(raised(text) if self._is_raised else text)

    def _call(self, key: NoteKey, is_own: bool) -> None:
        if self._is_hidden:
            return
        self.calls.setdefault(key, self.page)
        if is_own:
            self._own = (key, self._flow.place())
        else:
            self._flow.mark(self.context.labels.get(key, ""), key, self.page)

    def _start_run(self, _: Element) -> None:
        self._is_raised = self._is_hidden = False

    def _end_run(self) -> None:
        if self._own is None:
            return
        key, place = self._own
        text = self._flow.since(place)
        match = _OWN_MARK.match(text)
        if match:
            self._flow.cut(place)
            self._flow.mark(self.context.labels.setdefault(key, _label(match[1])), key, self.page)
            self._flow.text(text[match.end() :])
            self._own = None

    def _symbol(self, element: Element) -> None:
        self._text(symbol(value_of(element, "w:char") or "", value_of(element, "w:font") or ""))

    def _break_page(self, _: Element) -> None:
        if self.page is not None:
            self.page += 1

    # --- links and fields --------------------------------------------------------------------------------

    def _start_link(self, element: Element) -> None:
        relation = self.relations.get(value_of(element, "r:id") or "")
        url = external(relation.target) if relation and relation.is_external else ""
        url = with_anchor(url, value_of(element, "w:anchor") or "")
        self._links.append(self._flow.open(url) if url else None)

    def _end_link(self) -> None:
        link = self._links.pop() if self._links else None
        if link is not None:
            self._flow.close(link)

    def _field_character(self, element: Element) -> None:
        kind = value_of(element, "w:fldCharType")
        if kind == "begin":
            self._fields.append(Field())
        elif kind == "separate" and self._fields and self._fields[-1].instruction is None:
            self._separate()
        elif kind == "end":
            self._end_field()

    def _start_simple_field(self, element: Element) -> None:
        self._fields.append(Field([value_of(element, "w:instr") or ""]))
        self._separate()

    def _separate(self) -> None:
        last = self._fields[-1]
        last.instruction = parse("".join(last.words))
        if last.instruction.url:
            last.link = self._flow.open(last.instruction.url)
        if last.instruction.bookmark in self.context.bookmarks:
            last.place = self._flow.place()
            last.is_raised = last.instruction.is_raised

    def _end_field(self) -> None:
        """One that refers to a note and is set as a mark calls it again; "see note 4" is text."""
        last = self._fields.pop() if self._fields else Field()
        if last.link is not None:
            self._flow.close(last.link)
        if last.place is not None and last.instruction and last.is_raised:
            key = self.context.bookmarks[last.instruction.bookmark]
            label = _label(self._flow.since(last.place))
            self._flow.cut(last.place)
            self._flow.mark(self.context.labels.get(key) or label, key, self.page)


def _label(text: str) -> str:
    """A mark as a label: without brackets, on the line."""
    return text.strip(" []()").translate(SUPERSCRIPTS)


_STARTS: dict[str, Callable[[Story, Element], None]] = {
    "w:r": Story._start_run,
    "w:t": lambda story, element: story._text(plain(element.text or "")),
    "m:t": lambda story, element: story._text(element.text or ""),
    "w:noBreakHyphen": lambda story, _: story._text("-"),
    "w:sym": Story._symbol,
    "w:hyperlink": Story._start_link,
    "w:fldChar": Story._field_character,
    "w:fldSimple": Story._start_simple_field,
    "w:lastRenderedPageBreak": Story._break_page,
}
_ENDS: dict[str, Callable[[Story], None]] = {
    "w:r": Story._end_run,
    "w:hyperlink": Story._end_link,
    "w:fldSimple": Story._end_field,
}


def bookmarked(body: Element) -> dict[str, NoteKey]:
    """The note that is called inside of each bookmark: the first, where there are several."""
    found: dict[str, NoteKey] = {}
    waiting: dict[str, str] = {}
    names = ("w:bookmarkStart", "w:bookmarkEnd", *CALLS)
    for element in body.iter(*[full(name) for name in names]):
        name = short(element.tag)
        identity = value_of(element, "w:id") or ""
        if name == "w:bookmarkStart":
            waiting[identity] = value_of(element, "w:name") or ""
        elif name == "w:bookmarkEnd":
            waiting.pop(identity, None)
        else:
            found.update(dict.fromkeys(waiting.values(), (CALLS[name], identity)))
            waiting.clear()
    return found
