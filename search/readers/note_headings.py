"""The headings that stand over notes and over lists of works cited, in the languages that documents come in.

Comes in: the text of a line or a heading. Goes out: whether it says that notes, or works, follow. It may be
numbered ("7. References"), name its chapter ("Chapter 3: Notes", "Anmerkungen zu Kapitel 3"), name two things
("Notes et références"), stand in capitals or be letter-spaced. What follows it is the caller's to look at:
"Notes" stands over much else, too.

    >>> [is_note_heading(text) for text in ("Notes to Chapter 3", "7. LITERATUR", "Notes on birds")]
    [True, True, False]
    >>> is_works_heading("Список использованных источников"), is_works_heading("Примечания")
    (True, False)
"""

from __future__ import annotations

import re
import unicodedata

_LONGEST = 100  # characters: a longer line is a sentence, which need not be looked at

_NOTES = """
note, notes, footnote, footnotes, foot notes, endnote, endnotes, end notes, explanatory notes
editorial notes
author's notes, list of notes, notes and comments
anmerkung, anmerkungen, fußnote, fußnoten, endnoten, einzelnachweise, noten, anmerkungsverzeichnis
nachweise
note de bas de page, notes de bas de page, notes de bas de pages, notes de fin, notes de fin de document
notes de l'auteur
nota a piè di pagina, note a piè di pagina, note a pie' di pagina, note di chiusura, note a fine documento
note al testo, note finali, annotazioni
nota, notas, notas al pie, notas a pie de página, notas al pie de página, notas finales, notas al final
notas de rodapé, notas de fim, notas finais, notas de pie de página
voetnoot, voetnoten, eindnoten, nootjes, aantekeningen
przypis, przypisy, przypisy końcowe, uwagi
poznámka, poznámky, poznámky pod čarou, vysvetlivky, vysvětlivky
примечание, примечания, сноска, сноски, примечания автора, подстрочные примечания, концевые сноски
примітка, примітки, виноска, виноски, заўвагі, зноскі, бележки, бележка, бележки под линия
напомене, фусноте, белешки, фусноти
napomene, fusnote, bilješke, bilješka, opombe, opomba, podnožne opombe
σημείωση, σημειώσεις, υποσημειώσεις, υποσημείωση
noter, fotnoter, fotnotar, slutnoter, sluttnoter, fodnoter, fodnote, slutnote, slutnoten, anmärkningar
anmerkninger, neðanmálsgreinar, aftanmálsgreinar
viite, viitteet, alaviitteet, loppuviitteet, huomautukset, selitykset
jegyzet, jegyzetek, lábjegyzet, lábjegyzetek, végjegyzetek
notlar, dipnot, dipnotlar, sonnotlar, son notlar, açıklamalar
adnotatio, adnotationes, annotationes, notae, notulae, scholia
note de subsol, note de final, note explicative, notes a peu de pàgina, notes al peu, oin-oharrak, oharrak
išnašos, pastabos, piezīmes, vēres, märkused, joonealused märkused, shënime, notoj, piednotoj
catatan, catatan kaki, catatan akhir, chú thích, ghi chú, cước chú
注, 註, 注释, 注釋, 註釋, 註释, 注释与参考文献, 脚注, 腳注, 腳註, 尾注, 尾註, 附注, 附註, 注解, 註解, 原注
原註
譯注, 译注, 訳注, 訳註, 注記, 註記, 注釈, 註釈, 文末脚注, 後注, 後註
주, 주석, 각주, 미주, 후주, 주해
הערה, הערות, הערות שוליים, הערות סיום, הערות והפניות, הערת שוליים
هامش, هوامش, الهوامش, حواش, حواشي, حاشية, الحواشي, ملاحظات, الملاحظات, تعليقات, التعليقات, هوامش البحث
پانویس, پانویس‌ها, پانوشت, پانوشت‌ها, پی‌نوشت, پی‌نوشت‌ها, یادداشت‌ها
टिप्पणी, टिप्पणियाँ, पाद टिप्पणी, টীকা, குறிப்புகள், หมายเหตุ, เชิงอรรถ, შენიშვნები, სქოლიო
ծանոթագրություններ
"""

_WORKS = """
reference, references, reference list, list of references, normative references, informative references
references cited, literature references, cited references, further references, citations, citation
list of citations
works cited, works consulted, literature cited, literature, bibliography, select bibliography
selected bibliography, bibliographic references, bibliographical references, list of works cited
list of works
source, sources, sources cited, list of sources, primary sources, secondary sources
references and sources
literatur, literaturverzeichnis, literaturangaben, literaturnachweise, literaturliste, quelle, quellen
quellenangaben, quellenangabe, quellenverzeichnis, quellennachweis, quellennachweise, bibliographie
bibliografie
referenzen, belege, schrifttum, zitierte literatur, verwendete literatur
référence, références, références bibliographiques, ouvrages cités, liste des références, sources citées
travaux cités, œuvres citées
riferimento, riferimenti, riferimenti bibliografici, bibliografia, fonti, opere citate, letteratura citata
referencia, referencias, referencias bibliográficas, bibliografía, fuentes, obras citadas
bibliografía citada
literatura citada, lista de referencias, trabajos citados
referência, referências, referências bibliográficas, fontes, obras citadas, bibliografia citada
lista de referências
literatuur, literatuurlijst, bronnen, referenties, bibliografie, bronvermelding, bronnenlijst
geraadpleegde literatuur
literatura, źródła, bibliografia, piśmiennictwo, wykaz literatury, spis literatury, literatura cytowana
zdroje, prameny, reference, seznam literatury, použitá literatura, seznam použité literatury, literatúra
zoznam literatúry, použité zdroje, seznam použitých zdrojů, prameny a literatura
литература, источники, источник, ссылки, библиография, библиографический список, список литературы
список источников, использованная литература, использованные источники, список использованных источников
список использованной литературы, список использованных источников и литературы, цитированная литература
список цитированной литературы, список цитируемой литературы, библиографические ссылки
список сокращений и литературы
пристатейный список литературы, перечень использованных источников
література, джерела, посилання, бібліографія, список літератури, список джерел, список використаних джерел
список використаної літератури, використана література, використані джерела
літаратура, крыніцы, спіс літаратуры, спіс выкарыстаных крыніц, източници, използвана литература, извори
литература и извори, referencije, izvori, literatura i izvori, viri, viri in literatura
βιβλιογραφία, βιβλιογραφικές αναφορές, αναφορές, παραπομπές, πηγές
referenser, källor, litteratur, källförteckning, litteraturförteckning, käll- och litteraturförteckning
referanser, kilder, litteraturliste, kildeliste, referencer, litteraturfortegnelse, kildefortegnelse
heimildir
tilvísanir, heimildaskrá
lähteet, lähdeluettelo, kirjallisuus, kirjallisuusluettelo, lähdeviitteet
irodalom, irodalomjegyzék, felhasznált irodalom, források, hivatkozások, bibliográfia, forrásjegyzék
kaynakça, kaynaklar, kaynak, referanslar, bibliyografya, yararlanılan kaynaklar
fontes, bibliographia, index librorum, opera citata
referințe, bibliografie, surse, referințe bibliografice, referències, erreferentziak
literatūra, šaltiniai, literatūros sąrašas, nuorodos, avoti, atsauces, viited, kirjandus, allikad
kasutatud kirjandus, bibliografi, referencoj, fontoj
referensi, daftar pustaka, daftar rujukan, rujukan, tài liệu tham khảo, tham khảo, nguồn
参考文献, 參考文獻, 参考资料, 參考資料, 参考书目, 參考書目, 引用文献, 引用文獻, 引文, 文献, 文獻, 出典
資料, 参考, 參考
参照文献, 参考図書, 引用・参考文献, 主要参考文献, 来源, 來源, 史料
참고문헌, 참고 문헌, 참고자료, 참고 자료, 인용문헌, 인용 문헌, 출처, 문헌
מקורות, ביבליוגרפיה, רשימת מקורות, רשימה ביבליוגרפית, מראי מקום, ספרות, הפניות
مراجع, المراجع, مصادر, المصادر, قائمة المراجع, قائمة المصادر, قائمة المصادر والمراجع, ثبت المراجع
ثبت المصادر والمراجع, المصادر والمراجع, المراجع والمصادر, ببليوغرافيا, منابع, کتابنامه, فهرست منابع
ارجاعات
संदर्भ, सन्दर्भ, সূত্র, তথ্যসূত্র, மேற்கோள்கள், อ้างอิง, บรรณานุกรม, ლიტერატურა, სქოლიო, გრականություն
գրականություն
"""

_MARKS = (point for point in range(0x0300, 0x0700) if unicodedata.combining(chr(point)))
_LIKE = dict.fromkeys(_MARKS) | str.maketrans(
    {"ı": "i", "’": "'", "‘": "'", "\u200c": None, "\u200f": None, "\u00a0": " "}
)  # accents, which capitals go without, and points of vowels


def _folded(text: str) -> str:
    """Without case and accents: "ΣΗΜΕΙΏΣΕΙΣ" is "Σημειώσεις", "REFERENCES" is "Références"."""
    text = text.casefold()
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", text).translate(_LIKE))


def _phrases(words: str) -> frozenset[str]:
    return frozenset(_folded(phrase) for line in words.split("\n") for phrase in line.split(", ") if phrase)


_NOTES_PHRASES = _phrases(_NOTES)
_WORKS_PHRASES = _phrases(_WORKS)
_PHRASES = _NOTES_PHRASES | _WORKS_PHRASES
_MOST_WORDS = 5  # of a phrase
_OPENING = frozenset(phrase.partition(" ")[0] for phrase in _PHRASES)
_BEFORE = 4  # words before the phrase at most: "7. Chapter 3 –"

_DIVISION = (
    r"(?:chapter|part|book|section|introduction|preface|appendix|essay|lecture|letter|kapitel|teil|einleitung|vorwort"
    r"|abschnitt|chapitre|partie|avant-propos|capitulo|capitol|parte|introduccion|introducao|introduzione|prefazione"
    r"|hoofdstuk|deel|inleiding|rozdzial|czesc|kapitol[ay]|cast|глав[аы]?е?|част[ьи]|раздел[ау]?|предислови[еюя]"
    r"|введени[еюя]|розділ[уа]?|частин[аи]|κεφαλαι\w+|kapitl\w+|luku|luvun|fejezet|bolum)"
)
# 7.   7   VII.   7.2   B)   § 4   七、   (七)
_NUMBER = re.compile(
    r"^(?:§\s?)?(?:\d{1,4}(?:\.\d{1,3}){0,3}(?:[.)、．:]\s*|\s+)|[ivxlc]{1,7}(?:[.):]\s*|\s+)|[a-z]\s?[.)]\s+"
    r"|[一二三四五六七八九十]{1,3}[、.．)）]\s*)"
)
# Chapter 3:   第三章
_CHAPTER = re.compile(rf"^(?:{_DIVISION}\s+\S+\W+|第[一二三四五六七八九十百\d]{{1,4}}[章节節回部卷编編]\s*)")
_EDIT = re.compile(r"\s*\[[^\[\]\d]{1,30}\]$")  # as wikis print it behind a heading: "[edit]"
_AROUND = " .:;,-–—―*_=#~•·|\"'“”«»„()[]{}<>【】〔〕〈〉《》（）［］：。、…"
_UNPARTED = re.compile(r"[\u3040-\u9fff]")  # Chinese and Japanese put no blanks between words
_SPACED = re.compile(r"\w(?: \w)+")
# Notes for the reader   Anmerkungen zur Einleitung   Notes and acknowledgements
_ABOUT = re.compile(r"(?:and|to|for|zu|zum|zur|au|aux|al|alla|alle|ai|ao|bij|til|till|ke|ko|к|ко|до) .{1,50}")
# Notes on Chapter 3   Notes de la partie II
_OF_DIVISION = re.compile(rf"(?:\S{{1,6}} ){{0,2}}(?:l')?{_DIVISION}\b.{{0,50}}")
_AND = re.compile(r"-? (?:and|und|et|en|y|e|ed|i|a|og|och|ja|es|ve|и|й|та|i|і|και) | ?[&/,+、・与與和及] ?")


def is_note_heading(text: str) -> bool:
    """Whether a line is a heading that stands over notes, or over a list of works."""
    return bool(_heading(text))


def is_works_heading(text: str) -> bool:
    """Whether a line is a heading over a list of works ("References"), rather than over notes."""
    return _heading(text) == "works"


def _heading(text: str) -> str:
    """What a heading says that follows: "notes", "works", or nothing."""
    if not 0 < len(text) <= _LONGEST:
        return ""
    folded = _folded(text)
    if not _may_be(folded):
        return ""
    bare = _bare(folded)
    for before in (_NUMBER, _CHAPTER):
        if kind := _kind(bare):
            return kind
        bare = _bare(before.sub("", bare, count=1))
    return _kind(bare) or _of_two(bare) or _of_division(bare)


def _may_be(folded: str) -> bool:
    """Whether a line is worth a closer look, which most lines are not: they have to be told quickly."""
    words = folded.split(maxsplit=_BEFORE + 1)[: _BEFORE + 1]
    if len("".join(words[:2])) == 2 or (not folded.isascii() and _UNPARTED.search(folded)):
        return True
    return not _OPENING.isdisjoint(word.strip(_AROUND).rpartition(".")[2].partition("[")[0] for word in words)


def _bare(text: str) -> str:
    """Without what stands around it, its blanks single; letters that are spaced out are drawn together."""
    text = " ".join(_EDIT.sub("", text).split())
    text = text.strip(_AROUND)
    return text.replace(" ", "") if _SPACED.fullmatch(text) else text


def _kind(phrase: str) -> str:
    if phrase in _NOTES_PHRASES:
        return "notes"
    return "works" if phrase in _WORKS_PHRASES else ""


def _of_two(text: str) -> str:
    """Of "Notes and References" the first."""
    parts = [_kind(part.strip()) for part in _AND.split(text)]
    return parts[0] if len(parts) > 1 and all(parts) else ""


def _of_division(text: str) -> str:
    """Of "Notes to Chapter 3"; works are not listed so."""
    words = text.split(" ")
    for count in range(1, min(_MOST_WORDS, len(words))):
        rest = " ".join(words[count:])
        if " ".join(words[:count]).rstrip(",:;") in _NOTES_PHRASES and (
            _ABOUT.fullmatch(rest) or _OF_DIVISION.fullmatch(rest)
        ):
            return "notes"
    return ""
