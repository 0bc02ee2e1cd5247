"""In the Unicode profile, letters that readers of a language consider equal are equal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summkit import Article, analyse
from summkit.metrics.base import Candidate, Item
from summkit.metrics.folding import FOLDS, fold_for
from summkit.metrics.fragments import Fragments
from summkit.metrics.redundancy import Redundancy
from summkit.metrics.rouge import Rouge
from summkit.metrics.tokens import tokens


@pytest.mark.parametrize(
    ("fold", "one", "other"),
    [
        ("tr", "IŞIK VE İZMİR", "ışık ve izmir"),
        ("tr", "ILICA", "ılıca"),  # ASCII, but not the same word as "ilica"
        ("tr", "I\u0307ZMI\u0307R", "izmir"),  # the dot is a separate character
        ("el", "ΑΘΗΝΑ", "Αθήνα"),
        ("el", "ΔΡΟΜΟΣ", "δρόμος"),
        ("el", "ΜΑΪΟΣ", "Μάιος"),
        ("el", "ΑΫΛΟΣ", "άυλος"),
        ("el", "προΐσταμαι", "ΠΡΟΪΣΤΑΜΑΙ"),
        ("ar", "أحمد إلى آخر ٱلطريق", "احمد الى اخر الطريق"),
        ("ar", "الْقَاهِرَةُ", "القاهرة"),
        ("ar", "العـــراق", "العراق"),
        ("ar", "عام ٢٠٢٦", "عام 2026"),
        ("fa", "علي كتاب", "علی کتاب"),
        ("fa", "سال ۱۴۰۵", "سال 1405"),
        ("fa", "تأكيد", "تاکید"),
        ("ur", "لاهور كي", "لاہور کی"),
        ("ur", "۲۵ افراد", "25 افراد"),
    ],
)
def test_letters_that_are_folded(fold: str, one: str, other: str) -> None:
    assert tokens(one, "unicode", fold=fold) == tokens(other, "unicode", fold=fold)
    assert tokens(one, "unicode") != tokens(other, "unicode")


@pytest.mark.parametrize(
    ("fold", "one", "other"),
    [
        ("tr", "ILICA", "ilica"),
        ("tr", "kar", "kâr"),
        ("ar", "علي", "على"),
        ("ar", "مدرسة", "مدرسه"),
        ("fa", "آب", "اب"),
        ("ur", "گھر", "گہر"),
        ("none", "Αθήνα", "ΑΘΗΝΑ"),
    ],
)
def test_letters_that_stay_different(fold: str, one: str, other: str) -> None:
    assert tokens(one, "unicode", fold=fold) != tokens(other, "unicode", fold=fold)


@given(st.text(max_size=40), st.sampled_from(FOLDS))
def test_a_letter_or_digit_is_never_lost(text: str, fold: str) -> None:
    plain, found = tokens(text, "unicode"), tokens(text, "unicode", fold=fold)
    assert len(found) <= len(plain)
    assert tokens(" ".join(found), "unicode", fold=fold) == found


@given(st.text(st.characters(codec="latin-1", exclude_characters="I"), max_size=40))
def test_other_languages_are_as_they_were(text: str) -> None:
    assert tokens(text, "unicode", fold=fold_for("de")) == tokens(text, "unicode")
    for fold in ("el", "ar", "fa", "ur", "tr"):
        assert tokens(text, "unicode", fold=fold) == tokens(text, "unicode")


def item(candidate: str, text: str, language: str) -> Item:
    of = analyse(Article(body=text, language=language))
    return Item(Candidate.from_text(candidate), ((text,),), of)


def test_metrics_fold_by_the_articles_language() -> None:
    turkish = item("ISPARTA VE İZMİR", "Isparta ve İzmir", "tr")
    greek = item("ΑΘΗΝΑ ΚΑΙ ΠΑΤΡΑ", "Αθήνα και Πάτρα", "el")
    german = item("MÜNCHEN", "München", "de")
    values = Rouge("1").values_many([turkish, greek, german])[:, 2]
    assert values.tolist() == [1.0, 1.0, 1.0]
    apart = Rouge("1", fold="none").values_many([turkish, greek, german])[:, 2]
    assert apart[0] < 1 > apart[1] and apart[2] == 1.0
    assert Fragments().values_many([greek])[0, 0] == 1.0
    repeated = item("Αθήνα ΑΘΗΝΑ", "Αθήνα", "el")
    assert Redundancy().values_many([repeated])[0, 0] == 0.5


@pytest.mark.parametrize("name", [Rouge, Fragments, Redundancy])
def test_the_signature_names_it_where_it_matters(name: type) -> None:
    assert "fold:auto" in str(name().signature())
    assert "fold:tr" in str(name().for_language("tr").signature())
    assert "fold" not in str(name().for_language("fr").signature())
    assert "fold" not in str(name().for_language("en").signature())
    assert name(fold="ar").for_language("tr").fold == "ar"


def test_languages_with_folded_letters() -> None:
    codes = ("tr", "az", "el-GR", "ar", "fa", "ur", "en", "und")
    found = [fold_for(code) for code in codes]
    assert found == ["tr", "tr", "el", "ar", "fa", "ur", "none", "none"]
