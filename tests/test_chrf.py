"""chrF equals sacrebleu's value by value, and the signature names sacrebleu."""

from __future__ import annotations

import math
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sacrebleu.metrics import CHRF

from corpora import corpus
from summkit import UsageError
from summkit.metrics.base import Candidate, Item
from summkit.metrics.chrf import Chrf
from summkit.metrics.column import columns_of

texts = st.text(st.characters(codec="utf-8", exclude_characters="\n"), max_size=40)


@given(texts, st.lists(texts, min_size=1, max_size=3), st.sampled_from([0, 2]), st.booleans())
def test_values_are_sacrebleus(text: str, references: list[str], words: int, lower: bool) -> None:
    metric = Chrf(words=words, lowercase=lower)
    item = Item(Candidate.from_text(text), [(reference,) for reference in references])
    (value,) = metric.values_many([item])[0].tolist()
    own = CHRF(word_order=words, lowercase=lower).sentence_score(text, references).score
    assert value == min(1.0, own / 100)


def test_a_text_without_a_reference_has_no_value() -> None:
    (value,) = Chrf().values(Candidate.from_text("A fire broke out."), (), None)
    assert math.isnan(value)
    (value,) = Chrf().values(Candidate.from_text("A fire broke out."), (("It rained.",),), None)
    assert 0 <= value < 1


def test_real_text() -> None:
    for record in corpus("cnn_dailymail", 20):
        summary = " ".join(record["summary"])
        lead = record["body"][:300]
        (value,) = Chrf().values(Candidate.from_text(lead), [tuple(record["summary"])], None)
        assert value == CHRF().sentence_score(lead, [summary]).score / 100
        assert 0 < value < 1


@pytest.mark.parametrize("words", [0, 2])
def test_the_signature_holds_sacrebleus_own(words: int) -> None:
    ours = dict(Chrf(words=words).signature("chrf").settings)
    sacrebleu = CHRF(word_order=words)
    sacrebleu.corpus_score(["a"], [["a"]])
    theirs = sacrebleu.get_signature().info
    assert {key: ours[key] for key in ("case", "eff", "nc", "nw", "space")} == {
        key: str(theirs[key]) for key in ("case", "eff", "nc", "nw", "space")
    }
    assert ours["sacrebleu"] == theirs["version"]
    assert Chrf(beta=3).signature() != Chrf().signature()
    assert columns_of(Chrf(words=words))[0].label == ("chrF++" if words else "chrF")


def test_without_sacrebleu_one_line_says_what_to_install() -> None:
    program = (
        "import sys\n"
        "sys.modules['sacrebleu.metrics.chrf'] = None\n"
        "from summkit.metrics.base import Candidate\n"
        "from summkit.metrics.chrf import Chrf\n"
        "try:\n"
        "    Chrf().values(Candidate.from_text('a'), [('a',)], None)\n"
        "except Exception as error:\n"
        "    print(type(error).__name__, error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("UsageError the metric chrf needs an extra package: pip install")
    assert "install 'summkit[chrf]'" in done.stdout


def test_parameters_of_chrf() -> None:
    with pytest.raises(UsageError, match="characters"):
        Chrf(characters=0)
