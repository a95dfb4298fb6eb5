"""Word documents made of their parts, as Word writes them, zipped when a test asks for one."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from search.document import Document
from search.notes import link_notes
from search.readers import read_bytes

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
SPACES = (
    f'{W} {R} xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SEPARATORS = {
    kind: f'<w:{kind} w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:{kind}>'
    for kind in ("footnote", "endnote")
}


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def restated(data: bytes, words: Mapping[str, str]) -> bytes:
    """The same document with words of its parts replaced."""
    members: dict[str, str | bytes] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            text = archive.read(name).decode()
            for old, new in words.items():
                text = text.replace(old, new)
            members[name] = text
    return zipped(members)


def relations(*rows: str) -> str:
    return f'<Relationships xmlns="{PACKAGE}">{"".join(rows)}</Relationships>'


def relation(identity: str, kind: str, target: str, mode: str = "") -> str:
    return f'<Relationship Id="{identity}" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>'


def packed(
    body: str,
    notes: str = "",
    *,
    endnotes: str = "",
    styles: str = "",
    settings: str = "",
    numbering: str = "",
    main: str = "word/document.xml",
) -> bytes:
    """A document; `notes` are its footnotes. Relation r9 of the notes and the body leads to the web."""
    parts = {
        "footnotes": SEPARATORS["footnote"] + notes,
        "endnotes": SEPARATORS["endnote"] + endnotes,
        "styles": styles,
        "settings": settings,
        "numbering": numbering,
    }
    folder, _, base = main.rpartition("/")
    web = relation("r9", "hyperlink", "https://example.org/tolls", ' TargetMode="External"')
    members = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": relations(relation("r1", "officeDocument", main)),
        main: f"<w:document {SPACES}><w:body>{body}</w:body></w:document>",
        f"{folder}/_rels/{base}.rels": relations(
            web, *[relation(f"p{kind}", kind, f"{kind}.xml") for kind in parts]
        ),
        f"{folder}/_rels/footnotes.xml.rels": relations(web),
    }
    for kind, content in parts.items():
        members[f"{folder}/{kind}.xml"] = f"<w:{kind} {SPACES}>{content}</w:{kind}>"
    return zipped(members)


def read(body: str, notes: str = "", **parts: str) -> Document:
    return link_notes(read_bytes(packed(body, notes, **parts), "thesis.docx"))


def run(text: str, properties: str = "") -> str:
    set_as = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{set_as}<w:t xml:space="preserve">{text}</w:t></w:r>'


def raised(text: str) -> str:
    return run(text, '<w:vertAlign w:val="superscript"/>')


def paragraph(content: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def styled(style: str, text: str) -> str:
    return paragraph(run(text), f'<w:pStyle w:val="{style}"/>')


def call(identity: int, own: str = "", kind: str = "footnote") -> str:
    custom = ' w:customMarkFollows="1"' if own else ""
    typed = f"<w:t>{own}</w:t>" if own else ""
    return f'<w:r><w:{kind}Reference{custom} w:id="{identity}"/>{typed}</w:r>'


def note(identity: int, content: str, kind: str = "footnote") -> str:
    mark = f"<w:r><w:{kind}Ref/></w:r>"
    return f'<w:{kind} w:id="{identity}"><w:p>{mark}{content}</w:p></w:{kind}>'


def bare_note(identity: int, content: str) -> str:
    """One whose label Word does not print."""
    return f'<w:footnote w:id="{identity}"><w:p>{content}</w:p></w:footnote>'


def field(instruction: str, result: str) -> str:
    """A field of three parts, as Word writes it."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{instruction}</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def control(properties: str, content: str) -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"
