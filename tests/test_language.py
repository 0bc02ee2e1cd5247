"""Words, stems, stop words, and the lookup of languages."""

from __future__ import annotations

import itertools
import os
import pickle
import subprocess
import sys
import threading
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summkit.article import Article
from summkit.datafiles import read_data
from summkit.document import analyse
from summkit.errors import UsageError
from summkit.language import Language, asked_language, detect, get_language
from summkit.language.codes import TWO_LETTERS

SUMY = [
    "arabic",
    "chinese",
    "czech",
    "english",
    "french",
    "german",
    "greek",
    "hebrew",
    "italian",
    "japanese",
    "korean",
    "polish",
    "portuguese",
    "slovak",
    "spanish",
    "swedish",
    "thai",
    "ukrainian",
    "danish",
    "dutch",
    "finnish",
    "hungarian",
    "norwegian",
    "romanian",
    "russian",
]
CORPORA = [
    "vi",
    "id",
    "tr",
    "bn",
    "ur",
    "hi",
    "fa",
    "am",
    "en",
    "fr",
    "ha",
    "ig",
    "lg",
    "ln",
    "om",
    "pcm",
    "rn",
    "sn",
    "so",
    "sw",
    "ti",
    "xh",
    "yo",
]
ALL = sorted(read_data("language", "languages"))


@pytest.mark.parametrize(
    ("code", "text", "wanted"),
    [
        ("en", "The U.S. isn’t a state-of-the-art AT&T shop.",
         ["The", "U.S.", "isn’t", "a", "state-of-the-art", "AT&T", "shop"]),
        ("en", "It fell 3.5% to 1,000.25, then—slowly—rose.",
         ["It", "fell", "3.5", "to", "1,000.25", "then", "slowly", "rose"]),
        ("en", "“Don't,” 'he' said... (twice)", ["Don't", "he", "said", "twice"]),
        ("fr", "L’été d'avant, aujourd’hui", ["L’été", "d'avant", "aujourd’hui"]),
        ("de", "Straßen-Bau kostet 3,5 Mio.", ["Straßen-Bau", "kostet", "3,5", "Mio"]),
        ("hi", "हिन्दी में लिखा।", ["हिन्दी", "में", "लिखा"]),
        ("ar", "كِتَابٌ جديد، نعم؟", ["كِتَابٌ", "جديد", "نعم"]),
        ("he", 'צה"ל הודיע', ['צה"ל', "הודיע"]),
        ("vi", unicodedata.normalize("NFD", "tiếng Việt"),
         [unicodedata.normalize("NFD", word) for word in ("tiếng", "Việt")]),
        ("yo", "Àwọn ọ̀rọ̀ ni.", ["Àwọn", "ọ̀rọ̀", "ni"]),
        ("am", "ሰላም፡ለዓለም።", ["ሰላም", "ለዓለም"]),
        ("fa", "می‌شود", ["می‌شود"]),
        ("zh", "北京市长，2024年", ["北京", "京市", "市长", "2024", "年"]),
        ("ja", "東京タワーへ行く", ["東京", "タワー", "へ", "行", "く"]),
        ("th", "กาแฟ ดี", [*["กาแ", "แฟ"][:0], "กาแฟ", "ดี"]),
        ("und", "Paris 北京", ["Paris", "北京"]),
    ],
)  # fmt: skip
def test_words_of_a_text(code: str, text: str, wanted: list[str]) -> None:
    assert get_language(code).words(text) == wanted


TEXTS = st.one_of(
    st.text(), st.text("aZ5.'’-,& \n_\"אב٣٫漢字かナกเาແ်္ក្ា\u0301\u200c\u00ad“”é²Ⅷ", max_size=40)
)


@settings(max_examples=400, deadline=None)
@given(TEXTS, st.sampled_from(["en", "he", "zh", "th", "und", "km"]))
def test_words_and_spans_agree(text: str, code: str) -> None:
    language = get_language(code)
    spans = language.word_spans(text)
    assert language.words(text) == [text[start:end] for start, end in spans]
    assert all(start < end for start, end in spans)
    assert spans == sorted(spans)
    if language.spaced and code != "und":
        assert all(one[1] <= two[0] for one, two in itertools.pairwise(spans))


@settings(max_examples=200, deadline=None)
@given(TEXTS, st.sampled_from(["en", "zh", "th", "und"]))
def test_counted_spans_are_what_is_counted(text: str, code: str) -> None:
    language = get_language(code)
    spans = language.counted_spans(text)
    assert len(spans) == language.count_words(text)
    assert all(start < end for start, end in spans)
    assert all(one[1] <= two[0] for one, two in itertools.pairwise(spans))


def test_unspaced_budgets_count_two_characters_a_word() -> None:
    assert get_language("zh").count_words("北京市长辞职") == 3
    assert get_language("zh").count_words("北京市") == 1 + 1
    assert get_language("zh").joiner == ""
    assert get_language("en").count_words("one-two three") == 2


def test_combining_marks_of_known_scripts_stay_in_words() -> None:
    samples = "हिन्दी বাংলা தமிழ் తెలుగు മലയാളം සිංහල ગુજરાતી ਪੰਜਾਬੀ עִבְרִית العَرَبِيَّة ខ្មែរ"
    for word in samples.split()[:-1]:
        assert get_language("en").words(word) == [word]


@pytest.mark.parametrize("name", SUMY)
def test_languages_of_sumy_have_stop_words(name: str) -> None:
    language = get_language(name)
    assert language.name == name
    assert len(language.stop_words) >= 60


def test_languages_of_the_corpora_have_stop_words() -> None:
    assert all(len(get_language(code).stop_words) >= 60 for code in CORPORA)


KINDS = {*"title number plain place time era degree unit final company".split()}


@pytest.mark.parametrize("code", ALL)
def test_data_is_clean(code: str) -> None:
    language = get_language(code)
    for word in language.stop_words:
        assert word == unicodedata.normalize("NFC", word).lower()
    rules = language.rules
    for word, kind in rules.kinds.items():
        assert not word.endswith(".")
        assert kind in KINDS or (
            # A word that the data contain only with a capital, or only after another word.
            kind == ""
            and (word in rules.pairs or word in {k.lower() for k in rules.kinds if k != word})
        )
    assert set(rules.others.values()) <= {"title", "number"}
    listed = rules.zones | rules.leads | rules.bodies | rules.says | rules.dates | rules.lettered
    for word in listed | rules.verbs | rules.nations | rules.links:
        assert word == unicodedata.normalize("NFC", word).lower()
    assert pickle.loads(pickle.dumps(language)) == language
    if language.stemmer:
        assert len(language.stem(["word"])) == 1


@pytest.mark.parametrize(
    "code", ["en", "EN", "en-GB", "en_US", "english", "English", "eng", " en "]
)
def test_a_language_has_many_names(code: str) -> None:
    assert get_language(code).code == "en"


def test_other_names() -> None:
    assert get_language("zh-Hant-TW").code == "zh"
    assert get_language("nb").code == get_language("nn").code == "no"
    assert get_language("ger").code == get_language("deu").code == "de"
    assert get_language("farsi").rtl


def test_a_code_without_data_gets_neutral_rules() -> None:
    unknown = get_language("qx-Latn")
    assert unknown.code == "qx"
    assert unknown.stop_words == frozenset()
    assert unknown.stem(["running"]) == ["running"]


@pytest.mark.parametrize("code", ["", "e", "english!", "klingonese", "12", "../en", "x" * 500, "é"])
def test_nonsense_is_refused_in_one_line(code: str) -> None:
    with pytest.raises(UsageError, match=r"is not known.*: use a code") as error:
        get_language(code)
    assert "\n" not in str(error.value)
    assert len(str(error.value)) < 250


def test_stems_of_words() -> None:
    assert get_language("en").stem(["running", "runs"]) == ["run", "run"]
    assert get_language("ko").stem(["서울에서", "서울은"]) == ["서울", "서울"]
    assert get_language("sw").stem(["watu"]) == ["watu"]


def test_stems_are_the_same_in_threads() -> None:
    words = [f"nation{ending}" for ending in ("al", "alise", "s", "alities", "ally")] * 200
    wanted = get_language("en").stem(words)
    got: list[list[str]] = []
    threads = [
        threading.Thread(target=lambda: got.append(get_language("en").stem(words)))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got == [wanted] * 4


@pytest.mark.parametrize("seed", ["0", "1"])
def test_the_hash_seed_changes_nothing(seed: str) -> None:
    code = (
        "from summkit.language import *\n"
        "t='El alcalde dimitió. Y nadie lo sabía. Los vecinos de la ciudad no han dicho más.'\n"
        "print(detect(t), sentence_spans(t, get_language('es')), get_language('es').words(t))"
    )
    environment = {"PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parents[1] / "src")}
    done = subprocess.run(
        [sys.executable, "-c", code], env=os.environ | environment, capture_output=True, check=True
    )
    assert done.stdout.startswith(b"es [(0, 19), (20, 37), (38, 80)]")


def test_language_is_usable_bare() -> None:
    assert Language("xx").words("a b") == ["a", "b"]
    assert detect("") == "und"


@pytest.mark.parametrize(
    ("code", "hint"),
    [
        ("xx", ""),
        ("qq-Latn", ""),
        ("jp", " (did you mean ja, japanese?)"),
        ("CN", " (did you mean zh, chinese?)"),
        ("gr", " (did you mean el, greek?)"),
        ("ua", " (did you mean uk, ukrainian?)"),
    ],
)
def test_a_two_letter_code_of_no_language_is_refused(code: str, hint: str) -> None:
    for ask in (asked_language, lambda code: analyse("A fire broke out.", code)):
        with pytest.raises(UsageError) as error:
            ask(code)
        assert f"language {code!r} does not exist{hint}: use a code such as en" in str(error.value)


def test_a_name_that_is_nearly_right_is_named() -> None:
    with pytest.raises(UsageError, match=r"'englsh' is not known \(did you mean english\?\): use"):
        asked_language("englsh")


def test_languages_that_exist_are_taken_with_data_and_without() -> None:
    assert {code for code in ALL if len(code) == 2} <= TWO_LETTERS
    # ISO 639-1 has 183 codes, the withdrawn code sh, and six older codes.
    assert len(TWO_LETTERS - {"bh", "in", "iw", "ji", "jw", "mo"}) == 184
    for code in ("cy", "mt", "haw", "gsw", "und", "sh"):
        assert asked_language(code).code
    # A wrong code that a page declares is no mistake of the user.
    assert analyse(Article("A fire broke out.", language="xx")).language.code == "xx"
