"""Bytes to text: every encoding declared by header, by meta, or not at all."""

from __future__ import annotations

import gzip
import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summkit.errors import InputError
from summkit.reading.encoding import decode

RU = "Городской совет утвердил бюджет на ремонт мостов. Мэр обещает начать работы весной."
FR = "Le conseil a approuvé hier le budget des ponts, « très attendu » d’après la maire."
DE = "Der Rat beschloss gestern, die Brücken für Fußgänger und Radfahrer zu erneuern, hieß es."
AR = "وافق مجلس المدينة على ميزانية جديدة لإصلاح الجسور، وقال رئيس البلدية إن العمل سيبدأ قريبا."
JA = "市議会は昨日、古い橋を直すための予算を認めた。市長は春に工事を始めると述べた。"
KO = "시의회는 어제 낡은 다리를 고치기 위한 예산을 승인했다. 시장은 봄에 공사를 시작한다고 말했다."
ZH = "市议会昨天批准了修复旧桥的预算。市长表示，工程将在春天开始，为期两年。"
EL = "Το δημοτικό συμβούλιο ενέκρινε χθες τον νέο προϋπολογισμό για τις γέφυρες της πόλης."
PL = "Rada miasta zatwierdziła wczoraj budżet na naprawę mostów; prace zaczną się wiosną."
TABLE = [
    ("windows-1251", RU),
    ("koi8-r", RU),
    ("iso-8859-5", RU),
    ("windows-1252", FR),
    ("windows-1252", DE),
    ("iso-8859-15", DE),
    ("windows-1256", AR),
    ("shift_jis", JA),
    ("euc-jp", JA),
    ("iso-2022-jp", JA),
    ("euc-kr", KO),
    ("gb18030", ZH),
    ("iso-8859-7", EL),
    ("iso-8859-2", PL),
    ("utf-8", RU),
]


def page(text: str, encoding: str, head: str = "") -> bytes:
    return f"<html><head>{head}<title>x</title></head><body><p>{text}</p></body></html>".encode(
        encoding
    )


@pytest.mark.parametrize(("encoding", "text"), TABLE)
def test_declared_by_header(encoding: str, text: str) -> None:
    assert text in decode(page(text, encoding), declared=encoding, html=True)


@pytest.mark.parametrize(("encoding", "text"), TABLE)
@pytest.mark.parametrize(
    "head",
    [
        '<meta charset="{}">',
        "<META HTTP-EQUIV='Content-Type' CONTENT='text/html; charset={}'>",
    ],
)
def test_declared_by_meta(encoding: str, text: str, head: str) -> None:
    assert text in decode(page(text, encoding, head.format(encoding)), html=True)


@pytest.mark.parametrize(("encoding", "text"), TABLE)
def test_undeclared_encodings_are_detected(encoding: str, text: str) -> None:
    assert text in decode(page(text, encoding), html=True)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("declared", [None, "windows-1252"])
def test_a_byte_order_mark_overrides_the_declaration(encoding: str, declared: str | None) -> None:
    assert decode(JA.encode(encoding), declared=declared) == JA


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_mark(encoding: str) -> None:
    assert decode(page(DE, encoding), html=True) == page(DE, "utf-8").decode()
    assert decode(RU.encode(encoding), declared=encoding) == RU


def test_xml_declaration() -> None:
    data = f'<?xml version="1.0" encoding="iso-8859-2"?><html><body>{PL}</body></html>'
    assert PL in decode(data.encode("iso-8859-2"), html=True)


def test_meta_counts_only_in_html() -> None:
    text = '<meta charset="koi8-r"> café'
    assert decode(text.encode("cp1252"), html=False).endswith("café")


@pytest.mark.parametrize("label", ["latin1", "iso-8859-1", "ascii", "windows-1252", " 'Latin-1' "])
def test_latin1_means_windows_1252(label: str) -> None:
    assert decode(b"\x93Quite\x94 \x96 he said", declared=label) == "“Quite” – he said"


def test_utf8_under_an_old_declaration_is_no_mojibake() -> None:
    assert decode("“Café” – déjà vu".encode(), declared="iso-8859-1") == "“Café” – déjà vu"


@pytest.mark.parametrize(
    "label", ["utf-16", "x-user-defined", "no-such-thing", "rot13", "base64", ""]
)
def test_an_impossible_declaration_in_meta_is_ignored(label: str) -> None:
    assert DE in decode(page(DE, "utf-8", f'<meta charset="{label}">'), html=True)


def test_utf8_cut_in_the_middle_of_a_character_loses_only_that() -> None:
    cut = (RU + "я").encode()[:-1]
    assert decode(cut) == RU + "\ufffd"


def test_declared_utf8_that_is_not() -> None:
    assert DE in decode(page(DE, "cp1252"), declared="utf-8", html=True)


def test_a_wrong_multibyte_declaration_is_ignored() -> None:
    assert RU in decode(page(RU, "utf-8"), declared="shift_jis", html=True)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "a PNG image"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "a JPEG image"),
        (b"PK\x03\x04\x14\x00", "a zip archive"),
        (gzip.compress(b"text", mtime=0), "gzip-compressed data"),
        (b"some text" + bytes(40), "NUL bytes"),
        (bytes(range(256)) * 4, "binary data"),
    ],
)
def test_binary_data_is_refused_by_name(data: bytes, what: str) -> None:
    with pytest.raises(InputError, match=what) as caught:
        decode(data, html=True, where="page.html")
    assert str(caught.value).startswith("page.html: looks like")
    assert "\n" not in str(caught.value)


def test_no_bytes_are_an_empty_text() -> None:
    assert decode(b"") == ""


@given(st.binary(max_size=400), st.none() | st.text(max_size=12), st.booleans())
def test_any_bytes_give_text_or_an_error(data: bytes, declared: str | None, html: bool) -> None:
    try:
        text = decode(data, declared=declared, html=html, where="x")
    except InputError as error:
        assert str(error).startswith("x: ")
    else:
        text.encode()  # no lone surrogates


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1, max_size=200))
def test_utf8_is_always_decoded_as_utf8(text: str) -> None:
    if not text.startswith("\ufeff"):
        assert decode(text.encode()) == text


@pytest.mark.parametrize("piece", [b"<script", b"<", b"<meta charset", b"<?xml encoding=", b"&"])
def test_detection_is_linear(piece: bytes) -> None:
    start = time.process_time()
    with suppress(InputError):
        decode(piece * (1_000_000 // len(piece)) + FR.encode("cp1252"), html=True)
    assert time.process_time() - start < 3


LANGUAGES = {PL: "pl", RU: "ru", FR: "fr", DE: "de", JA: "ja"}
CS = "Městská rada včera schválila rozpočet na opravu mostů; práce začnou na jaře."
TR = (
    "Belediye meclisi dün köprülerin onarımı için bütçeyi onayladı; çalışmalar ilkbaharda başlıyor."
)


@pytest.mark.parametrize(("encoding", "text"), [each for each in TABLE if each[0] != "iso-8859-15"])
@pytest.mark.parametrize("said", ["utf-8", "iso-8859-1", "windows-1252"])
def test_a_declaration_that_a_server_makes_of_every_page(
    encoding: str, text: str, said: str
) -> None:
    data = page(text, encoding, f'<meta charset="{said}">')
    language = LANGUAGES.get(text, "")
    data = data.replace(b"<html>", f'<html class="x" lang="{language}-XX">'.encode())
    assert text in decode(data, html=True)
    assert text in decode(data, declared=said, html=True)


@pytest.mark.parametrize(
    ("encoding", "language", "text"),
    [
        ("windows-1250", "cs", CS),
        ("iso-8859-2", "cs", CS),
        ("windows-1250", "pl", PL),
        ("windows-1254", "tr", TR),
    ],
)
def test_a_page_said_to_be_western_says_its_language(
    encoding: str, language: str, text: str
) -> None:
    data = page(text, encoding, '<meta charset="iso-8859-1">')
    assert text in decode(data.replace(b"<html>", f"<html lang={language}>".encode()), html=True)


def test_western_text_that_looks_odd_stays_western() -> None:
    for text in (
        FR,
        DE,
        "«…» – Œuvre d’Éléonore Çâõ, à « Zoë » ; ÄÖÜ, ÆØÅ.",
        "Größe Fußgängerübergänge",
    ):
        data = page(text, "windows-1252", '<meta charset="windows-1252">')
        assert text in decode(data, html=True)
