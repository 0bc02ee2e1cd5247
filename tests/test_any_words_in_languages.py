"""Short texts of any words, in every language with rules: no error, and texts within the budget.

The words are the closed-class words of the rules themselves, since these make the rules apply.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import summkit
from summkit.language.codes import TWO_LETTERS

SHORTENING = Path(summkit.__file__).parent / "shortening"
OTHERS = [
    *', . ; : ( ) „ “ " – ، 。 、 ؟ '.split(),
    "Varn",
    "Ostra",
    "5",
    "40",
    "%",
    "20.000",
    "2031",
]


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)


def _words_by_language() -> dict[str, list[str]]:
    found: dict[str, set[str]] = defaultdict(set)

    def collect(value: object) -> None:
        if not isinstance(value, dict):
            return
        for key, below in value.items():
            if key in TWO_LETTERS:
                found[key].update(w for text in _texts(below) for w in text.split())
            else:
                collect(below)

    for path in sorted(SHORTENING.rglob("*.json")):
        if path != SHORTENING / "data" / "words.json":  # the English lists have no language as key
            collect(json.loads(path.read_text("utf-8")))
    return {code: sorted(words) for code, words in sorted(found.items()) if len(words) > 20}


WORDS = _words_by_language()


def test_the_languages_with_lists_are_tried() -> None:
    assert {"de", "es", "fr", "hi", "nl", "pt", "ru", "tr"} <= set(WORDS)


@pytest.mark.parametrize("code", sorted(WORDS))
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_any_words(code: str, data: st.DataObject) -> None:
    word = st.one_of(st.sampled_from(WORDS[code]), st.sampled_from(OTHERS))
    text = " ".join(data.draw(st.lists(word, min_size=2, max_size=14)))
    characters = data.draw(st.sampled_from([10, 20, 30, 75]))
    words = data.draw(st.sampled_from([3, 6, 9]))
    try:
        headline = summkit.summarise(text, "headline", characters=characters, language=code)
        dek = summkit.summarise(text, "dek", words=words, language=code)
    except summkit.InputError:
        return  # a text without a sentence
    assert len(headline.text) <= characters
    assert dek.words <= words
