"""ROUGE-SU4, ROUGE-W and jackknifing, compared with values by hand and of ROUGE-1.5.5."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summkit.errors import UsageError
from summkit.metrics.base import Candidate, Item
from summkit.metrics.column import columns_of
from summkit.metrics.rouge import Rouge
from summkit.metrics.rouge_skips import weighted_lcs

OPENED = (
    "The mayor of Ostrava opened the new bridge on Monday.",
    "Boats may pass under the bridge again, the harbour office said.",
)
SHORT = (
    "On Monday the mayor opened the bridge in Ostrava.",
    "The harbour office said boats may pass again.",
)
LONG = (
    "A new bridge opened in Ostrava.",
    "It cost 20 million crowns, twice as much as the office of the mayor had said it would.",
)


def values(
    candidate: tuple[str, ...], *references: tuple[str, ...], **given: str
) -> dict[str, float]:
    metric = Rouge(**{"types": "SU4,W", "profile": "ascii", "stem": "none", **given})
    item = Item(Candidate("\n".join(candidate), candidate), references)
    (row,) = metric.values_many([item]).tolist()
    return dict(zip([column.name for column in columns_of(metric)], row, strict=True))


def test_su4_by_hand() -> None:
    # a b c d: three single tokens (the last is not counted) and six pairs. a b x d: a, b in common,
    # and the pairs a b, a d, b d.
    got = values(("a b x d",), ("a b c d",))
    assert [got[f"rougeSU4.{v}"] for v in "prf"] == pytest.approx([5 / 9] * 3)
    # At most four tokens between the tokens of a pair: a f is a pair, a g is none.
    near = values(("a f",), ("a b c d e f",))
    assert near["rougeSU4.p"] == 1.0  # a, and a f
    far = values(("a g",), ("a b c d e f g",))
    assert far["rougeSU4.p"] == pytest.approx(1 / 2)  # a alone


def test_w_by_hand() -> None:
    # A run of three and one of one in five and in four tokens.
    got = values(("a b c x d",), ("a b c d",))
    hits = 3**1.2 + 1
    assert got["rougeW.p"] == pytest.approx((hits / 5**1.2) ** (1 / 1.2))
    assert got["rougeW.r"] == pytest.approx((hits / 4**1.2) ** (1 / 1.2))
    assert values(("a b c d h i k",), ("a b c d e f g",))["rougeW.r"] == pytest.approx(4 / 7)


def test_the_example_of_the_paper() -> None:
    """Lin 2004, section 4: by f(k) = k ** 2, ROUGE-W is 0.571 and 0.286."""
    reference = list("abcdefg")
    for candidate, printed in (("abcdhik", 0.571), ("ahbkcid", 0.286)):
        common = weighted_lcs(reference, list(candidate), 2)
        assert (common / 7**2) ** 0.5 == pytest.approx(printed, abs=5e-4)


def transcribed(one: str, other: str, power: float) -> float:
    """Return c(m, n), a literal implementation of the paper's algorithm."""
    m, n = len(one), len(other)
    c = {(i, j): 0.0 for i in range(m + 1) for j in range(n + 1)}
    w = dict.fromkeys(c, 0)
    for i in range(1, m + 1):
        for j in range(1, n + 1):
            if one[i - 1] == other[j - 1]:
                k = w[i - 1, j - 1]
                c[i, j] = c[i - 1, j - 1] + (k + 1) ** power - k**power
                w[i, j] = k + 1
            elif c[i - 1, j] > c[i, j - 1]:
                c[i, j], w[i, j] = c[i - 1, j], 0
            else:
                c[i, j], w[i, j] = c[i, j - 1], 0
    return c[m, n]


@given(st.text("abc", max_size=12), st.text("abc", max_size=12), st.sampled_from([1, 1.2, 2]))
def test_the_algorithm_is_the_papers(one: str, other: str, power: float) -> None:
    assert weighted_lcs(list(one), list(other), power) == pytest.approx(
        transcribed(one, other, power)
    )


PRINTED = [
    # Candidate, reference; P, R and F of SU4 as ROUGE-1.5.5 -2 4 -u prints them.
    (OPENED, SHORT, (0.40909, 0.52326, 0.45918)),
    (("police killed the gunman",), ("the gunman kill police",), (0.22222, 0.22222, 0.22222)),
]


@pytest.mark.parametrize(("candidate", "reference", "printed"), PRINTED)
def test_values_that_rouge_1_5_5_printed(
    candidate: tuple[str, ...], reference: tuple[str, ...], printed: tuple[float, ...]
) -> None:
    got = values(candidate, reference)
    assert [got[f"rougeSU4.{value}"] for value in "prf"] == pytest.approx(printed, abs=1.1e-5)


words = st.lists(st.sampled_from("abcde"), min_size=2, max_size=8).map(" ".join)


@given(st.lists(words, min_size=1, max_size=3).map(tuple))
def test_a_text_is_equal_to_itself(text: tuple[str, ...]) -> None:
    got = values(text, text)
    assert got["rougeSU4.f"] == pytest.approx(1.0)
    assert got["rougeW.r"] == pytest.approx(1.0)


@given(st.lists(words, max_size=3).map(tuple), st.lists(words, max_size=3).map(tuple))
def test_values_are_shares(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    assert all(0 <= value <= 1 + 1e-12 for value in values(one, other).values())


def test_types_stand_in_their_order_and_share_the_reduction() -> None:
    mixed = values(OPENED, SHORT, LONG, types="W,1,SU4")
    assert list(mixed)[::3] == ["rougeW.p", "rouge1.p", "rougeSU4.p"]
    alone = values(OPENED, SHORT, LONG, types="1")
    assert mixed["rouge1.f"] == alone["rouge1.f"]
    assert mixed["rougeW.f"] == values(OPENED, SHORT)["rougeW.f"]  # the best of the two


def test_other_scripts() -> None:
    got = values(("मेयर ने पुल खोला",), ("मेयर ने नया पुल खोला",), profile="unicode")
    assert got["rougeSU4.p"] == 1.0


def test_jackknife_is_the_mean_of_the_best_of_all_but_one() -> None:
    first, second, third = ("a b",), ("a c",), ("x y",)
    candidate = ("a b",)
    # F1 against each: 1, 1/2, 0. The best without each in turn: 1/2, 1, 1.
    got = values(candidate, first, second, third, types="1", refs="jackknife")
    assert got["rouge1.f"] == pytest.approx((1 / 2 + 1 + 1) / 3)
    pair = values(candidate, first, second, types="1", refs="jackknife")
    assert pair["rouge1.f"] == values(candidate, first, second, types="1", refs="mean")["rouge1.f"]
    alone = values(candidate, second, types="1", refs="jackknife")
    assert alone == values(candidate, second, types="1")


@pytest.mark.parametrize("refs", ["best", "mean", "jackknife"])
def test_a_note_explains_the_use_of_several_references(refs: str) -> None:
    metric = Rouge(refs=refs)
    items = [Item(Candidate.from_text("A b."), (("A b.",), ("C d.",))),
             Item(Candidate.from_text("A b."), (("A b.",),))]  # fmt: skip
    (note,) = metric.notes(metric.findings(items))
    assert "1 of 2 texts have several references: " in note
    assert f"(refs={refs}); ROUGE-1.5.5 adds up" in note
    assert metric.notes(metric.findings(items[1:])) == ()


def test_unknown_types() -> None:
    with pytest.raises(UsageError, match="SU4, W"):
        Rouge(types="S4")
