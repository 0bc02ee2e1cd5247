"""Tables as spreadsheets write them in many locales."""

from __future__ import annotations

from pathlib import Path

import pytest

from summkit import Article
from summkit.reading import Failure, ReadOptions, parse_mapping, read
from summkit.reading.encoding import recoded

FIRST = "Der Hafenausschuss stimmte am Montag für die Nachtfähre, sagte Jürgen Weiß."
SECOND = 'Die Karte kostet 4,20 Euro; das sei "nicht viel".'
BODY = f"{FIRST}\n\n{SECOND}"
QUOTED = f"{FIRST}\r\n\r\n{SECOND}".replace('"', '""')
TABLE = f'Titel;Untertitel;Preis;Text\r\nNachtfähre kommt;"Ein; Versuch";4,20;"{QUOTED}"\r\n'


def rows(folder: Path, name: str, data: bytes, mapping: str = "") -> list[Article | Failure]:
    (folder / name).write_bytes(data)
    options = ReadOptions(mapping=parse_mapping(mapping))
    return list(read(folder / name, options=options, on_error="yield"))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("utf-8.csv", TABLE.encode()),
        ("mark.csv", TABLE.encode("utf-8-sig")),
        ("cp1252.csv", TABLE.encode("cp1252")),
        ("sep.csv", f"sep=;\r\n{TABLE}".encode("cp1252")),
        ("quoted-sep.csv", f'"sep=;"\r\n{TABLE}'.encode("utf-8-sig")),
        ("utf-16.csv", TABLE.encode("utf-16")),
        ("no-mark.csv", TABLE.encode("utf-16-le")),
        ("big-endian.csv", TABLE.encode("utf-16-be")),
        ("macintosh.csv", TABLE.replace("\r\n", "\r").encode("mac_roman")),
        ("line-feeds.csv", TABLE.replace("\r\n", "\n").encode()),
        ("unicode-text.txt", TABLE.encode("utf-16")),
        ("text.txt", TABLE.encode("cp1252")),
        ("sep.txt", f"sep=;\r\n{TABLE}".encode()),
    ],
)
def test_a_german_table_in_every_encoding(tmp_path: Path, name: str, data: bytes) -> None:
    (article,) = rows(tmp_path, name, data)
    assert isinstance(article, Article), article
    assert (article.headline, article.dek) == ("Nachtfähre kommt", "Ein; Versuch")
    assert article.body == BODY


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_separates_known_names(tmp_path: Path, delimiter: str) -> None:
    # The header also contains the other signs, and more often.
    others = "".join(sign for sign in ",;|" if sign != delimiter) * 2
    header = delimiter.join(["title", f'"note {others}"', "text"])
    data = f"{header}\nA,b{delimiter}x{delimiter}The board voted, it said.\n"
    if delimiter == ",":
        data = f'{header}\n"A,b",x,"The board voted, it said."\n'
    (article,) = rows(tmp_path, "n.csv", data.encode())
    assert isinstance(article, Article), article
    assert (article.headline, article.body) == ("A,b", "The board voted, it said.")


@pytest.mark.parametrize(
    ("headline", "dek", "body"),
    [
        ("Überschrift", "Vorspann", "Text"),
        ("TITEL", "Teaser", "Fließtext"),
        ("Schlagzeile", "Unterzeile", "Inhalt"),
        ("Titre", "Chapô", "Texte"),
        ("titre", "Sous-titre", "Corps"),
        ("Título", "Entradilla", "Cuerpo"),
        ("Titular", "Bajada", "Texto"),
        ("Título", "Linha fina", "Conteúdo"),
        ("Titolo", "Sottotitolo", "Testo"),
        ("Kop", "Inleiding", "Tekst"),
        ("Rubrik", "Ingress", "Brödtext"),
        ("Overskrift", "Manchet", "Brødtekst"),
        ("Otsikko", "Ingressi", "Leipäteksti"),
        ("Tytuł", "Zajawka", "Treść"),
        ("Titulek", "Perex", "Obsah"),
        ("Cím", "Alcím", "Szöveg"),
        ("Başlık", "Spot", "Metin"),
        ("Заголовок", "Подзаголовок", "Текст"),
        ("見出し", "リード文", "本文"),
        ("标题", "导语", "正文"),
        ("제목", "부제", "본문"),
        ("العنوان", "العنوان الفرعي", "النص"),
        ("Tiêu đề", "Sapo", "Nội dung"),
        ("Judul", "Lead", "Isi berita"),
        ("post_title", "post_excerpt", "post_content"),
        ("title.rendered", "excerpt.rendered", "content.rendered"),
        ("fields.headline", "fields.trailText", "fields.bodyText"),
    ],
)
def test_names_of_columns(tmp_path: Path, headline: str, dek: str, body: str) -> None:
    data = f"{headline};{dek};{body}\nNight ferry;On trial;The board voted on Monday.\n"
    (article,) = rows(tmp_path, "n.csv", data.encode())
    assert isinstance(article, Article), article
    assert (article.headline, article.body) == ("Night ferry", "The board voted on Monday.")
    assert article.dek == "On trial"


@pytest.mark.parametrize(
    ("encoding", "header", "text"),
    [
        (
            "cp932",
            "タイトル,本文",
            "港湾委員会は月曜日、夜間フェリーの再開を決めた。運賃は四百円だという。",
        ),
        ("cp1251", "Заголовок,Текст", "Портовый совет в понедельник вернул ночной паром."),
        ("gb18030", "标题,正文", "港务委员会星期一决定恢复夜间轮渡，船票四元，很多居民表示欢迎。"),
        ("iso8859-2", "Tytuł,Treść", "Rada portu zagłosowała w poniedziałek; żegluga nocna wróci."),
        ("cp1252", "Título,Texto", "El barco nocturno volverá el lunes, según la señora Ibáñez."),
    ],
)
def test_old_encodings(tmp_path: Path, encoding: str, header: str, text: str) -> None:
    (article,) = rows(tmp_path, "n.csv", f'{header}\nA,"{text}"\n'.encode(encoding))
    assert isinstance(article, Article), article
    assert (article.headline, article.body) == ("A", text)


def test_one_bad_byte_among_utf8_is_one_bad_row(tmp_path: Path) -> None:
    data = "id,text\n1,Die Fähre fährt für alle.\n2,Wei".encode() + b"\xdf.\n3,Ende.\n"
    found = rows(tmp_path, "n.csv", data)
    assert [item.body for item in found if isinstance(item, Article)] == [
        "Die Fähre fährt für alle.",
        "Ende.",
    ]
    (failure,) = [item for item in found if isinstance(item, Failure)]
    assert failure.reason == "record 2: not UTF-8: byte 0xdf at position 6"
    assert failure.where.endswith("n.csv:3")


def test_late_bytes_influence_the_encoding_too() -> None:
    ascii_first = b"id,text\n" + b"1,Plain text without accents.\n" * 5_000
    late = "2,Die Fähre fährt für alle Gäste über den Fluß.\n".encode("cp1252")
    whole = ascii_first + late
    pieces = [whole[start : start + 1000] for start in range(0, len(whole), 1000)]
    assert b"".join(recoded(pieces)).endswith("über den Fluß.\n".encode())
    assert b"".join(recoded([whole])) == b"".join(recoded(pieces))
    assert b"".join(recoded([])) == b""


def test_a_character_at_the_seam_of_blocks() -> None:
    for pad in range(65_532, 65_540):
        text = "x" * pad + "äöü" * 10
        assert b"".join(recoded([text.encode()])) == text.encode()
        assert b"".join(recoded([text.encode("utf-16-le")])).decode() == text


def test_a_table_without_names_is_refused_or_read_by_number(tmp_path: Path) -> None:
    data = b'1,Night ferry,"The board voted on Monday, it said."\n2,Fares,"They rise in May."\n'
    (failure,) = rows(tmp_path, "n.csv", data)
    assert isinstance(failure, Failure)
    assert "the first row contains no column names but '1', 'Night ferry'" in failure.reason
    assert "give the columns by number with `mapping`, as in body=3" in failure.reason
    found = rows(tmp_path, "n.csv", data, "headline=2,body=3")
    assert [(a.id, a.headline, a.body) for a in found if isinstance(a, Article)] == [
        ("n:1", "Night ferry", "The board voted on Monday, it said."),
        ("n:2", "Fares", "They rise in May."),
    ]
    (failure,) = rows(tmp_path, "n.csv", b"alpha;beta\nx;y\n")
    assert isinstance(failure, Failure)
    assert "no field is recognised as the body: the fields are 'alpha', 'beta'" in failure.reason


@pytest.mark.parametrize(
    "text",
    [
        "News, Sport, Text\n\nThe council voted on Monday, it said.",
        "Title; text\nThe council voted on Monday.",
        "text\nThe council voted on Monday, and the title is theirs.",
    ],
)
def test_a_text_is_no_table(tmp_path: Path, text: str) -> None:
    (article,) = rows(tmp_path, "n.txt", text.encode())
    assert isinstance(article, Article)
    assert "The council voted on Monday" in article.body


def test_languages_by_their_own_names(tmp_path: Path) -> None:
    data = "Text;Sprache\nEins ist hier.;Deutsch\nUn est ici.;français\nTwo.;English\n"
    found = rows(tmp_path, "n.csv", data.encode())
    assert [a.language for a in found if isinstance(a, Article)] == ["de", "fr", "en"]


def test_text_with_markup_in_a_cell(tmp_path: Path) -> None:
    data = (
        'ID,post_title,post_content\n1,T,"<!-- wp:paragraph --><p>The board, it said, &amp; others '
        'voted.</p><!-- /wp:paragraph -->[gallery ids=""1,2""]"\n'
        '2,U,"[{""type"": ""paragraph"", ""children"": [{""text"": ""Fares rise in May.""}]}]"\n'
    )
    found = rows(tmp_path, "n.csv", data.encode())
    assert [a.body for a in found if isinstance(a, Article)] == [
        "The board, it said, & others voted.",
        "Fares rise in May.",
    ]
