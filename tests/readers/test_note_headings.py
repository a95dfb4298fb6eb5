import pytest

from search.readers.note_headings import is_note_heading, is_works_heading

NOTES = """
Notes · NOTES · Endnotes · Footnote · Anmerkungen · Fußnoten · FUSSNOTEN · Einzelnachweise
Notes de bas de page
Notas al pie · Note a piè di pagina · Notas de rodapé · Voetnoten · Przypisy · Poznámky pod čarou
Примечания · СНОСКИ
Примітки · Σημειώσεις · ΣΗΜΕΙΩΣΕΙΣ · Fotnoter · Noter · Alaviitteet · Lábjegyzetek · Dipnotlar · DİPNOTLAR
Adnotationes
注释 · 註釋 · 脚注 · 尾注 · 注 · 訳注 · 각주 · 미주 · 주 · הערות שוליים · הערות · الهوامش · هوامش
پانویس‌ها
"""
WORKS = """
References · REFERENCES · Normative References · Works Cited · Bibliography · Literature Cited · Sources
Literaturverzeichnis · Quellen · Références · REFERENCES BIBLIOGRAPHIQUES · Riferimenti bibliografici
Fuentes
Referências · Literatuurlijst · Piśmiennictwo · Źródła · ŹRÓDŁA · Seznam literatury
Список использованных источников
СПИСОК ЛИТЕРАТУРЫ · Список використаних джерел · Джерела · Βιβλιογραφία · Källförteckning · Kilder
Lähdeluettelo
Irodalomjegyzék · Kaynakça · Fontes · 参考文献 · 參考資料 · 참고문헌 · מקורות · المصادر والمراجع
"""
NUMBERED = """
7. References · 7 References · 7.References · VII. LITERATUR · 2.1 Sources · § 4 Literatur
B. Quellen · 七、参考文献 · （七）參考文獻 · (7) References
"""
OF_A_CHAPTER = """
Notes to Chapter 3 · Notes to the Introduction · Chapter 3: Notes · CHAPTER III — ENDNOTES
Notes, Chapter 4 · Anmerkungen zu Kapitel 3 · Notes du chapitre 3 · Notas al capítulo 3
Note al capitolo 3 · Примечания к главе 3 · Глава 3. Примечания · 第三章 注释 · 第三章注释
"""
OF_TWO_THINGS = """
Notes and References · NOTES ET REFERENCES · Anmerkungen und Quellen · Примечания и ссылки
Note e bibliografia · Notes & Sources
"""
ADORNED = """
N O T E S · 参 考 文 献 · 각 주 · _Notes_ · — NOTES. — · 【注释】 · References[edit]
"""
OTHERS = """
III · 7. · Noted · He took notes. · The sources · Notes on birds · Notes on Contributors
Notes [1] · A note on the text · Sources of the Nile
References to the deed were struck out · Chapter 3 · Quellenkritik · Примечательно · 注意
He read the notes and the references that stood in it.
"""


def phrases(table: str) -> list[str]:
    return [phrase.strip() for line in table.strip().split("\n") for phrase in line.split("·")]


@pytest.mark.parametrize("text", phrases(NOTES))
def test_a_heading_over_notes_is_known_in_many_languages(text: str) -> None:
    assert is_note_heading(text)
    assert not is_works_heading(text)


@pytest.mark.parametrize("text", phrases(WORKS))
def test_a_heading_over_works_is_known_in_many_languages(text: str) -> None:
    assert is_note_heading(text)
    assert is_works_heading(text)


@pytest.mark.parametrize("text", phrases(NUMBERED))
def test_it_may_be_numbered(text: str) -> None:
    assert is_works_heading(text)


@pytest.mark.parametrize("text", phrases(OF_A_CHAPTER))
def test_it_may_name_its_chapter(text: str) -> None:
    assert is_note_heading(text)
    assert not is_works_heading(text)


@pytest.mark.parametrize("text", phrases(OF_TWO_THINGS))
def test_of_two_things_the_first_counts(text: str) -> None:
    assert is_note_heading(text)
    assert not is_works_heading(text)


def test_of_works_and_notes_the_works_come_first() -> None:
    assert is_works_heading("Quellen- und Literaturverzeichnis")
    assert is_works_heading("Bibliography and Notes")


@pytest.mark.parametrize("text", phrases(ADORNED))
def test_what_stands_around_it_and_between_its_letters_does_not_matter(text: str) -> None:
    assert is_note_heading(text)


@pytest.mark.parametrize("text", phrases(OTHERS))
def test_other_lines_are_none(text: str) -> None:
    assert not is_note_heading(text)


def test_a_long_line_is_a_sentence() -> None:
    assert not is_note_heading("Notes to " + "the reader " * 10)
