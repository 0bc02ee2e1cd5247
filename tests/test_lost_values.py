"""The gate reports values that a metric no longer measures."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import summkit as sk

ARTICLES = [
    sk.Article(f"The port was shut for {n} days. Ships wait outside.", id=f"a{n}", dek="Port shut.")
    for n in range(1, 9)
]


MEASURED: list[Callable[[str], bool]] = []
"""The rule of the current run; a module variable, so that it is no parameter of the metric."""


class Faith(sk.Metric):
    """A metric that has no value for some articles."""

    name = "faith"
    columns = (sk.Column("faith.share", "faith", share=True, better=1),)

    def values(self, candidate, references, document):
        return (0.9 if MEASURED[-1](candidate.text) else float("nan"),)


def run(measured: Callable[[str], bool]) -> sk.Run:
    MEASURED.append(measured)
    comparison = sk.compare(
        ARTICLES, ["lead"], target="lede", metrics=["rouge:types=1", Faith()], resamples=100
    )
    return comparison.run


def every(text: str) -> bool:
    return True


def some(text: str) -> bool:
    return any(f"for {n} days" in text for n in (1, 2, 3, 4, 5))


def none(text: str) -> bool:
    return False


def check(measured: Callable[[str], bool], **rules: object) -> sk.Verdict:
    return sk.check(
        run(measured), baseline=run(every), columns=["rouge1.f", "faith.share"], **rules
    )


def test_unchanged_values_pass_without_a_word() -> None:
    verdict = check(every)
    assert verdict.status == "pass"
    assert not any("faith: 3 of" in line for line in verdict.warnings())


def test_some_lost_values_are_counted_and_listed() -> None:
    verdict = check(some)
    (line,) = [each for each in verdict.warnings() if each.startswith("lead, faith: ")]
    assert line.startswith("lead, faith: 3 of 8 texts with a value in the baseline have none now")
    assert line.endswith(": a6, a7, a8")
    assert verdict.status == "pass"


@pytest.mark.parametrize(("measured", "rules"), [(some, {"not_enough_data": "fail"}), (none, {})])
def test_lost_values_do_not_pass(measured: Callable[[str], bool], rules: dict[str, object]) -> None:
    verdict = check(measured, **rules)
    assert verdict.status == "not comparable"
    assert any("lead, faith: " in reason for reason in verdict.reasons)
