"""The argument and result types of the public names, for a type checker."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import assert_type

import summkit as sk

TEXT = "A fire broke out in Ostrava on Monday. Nobody was hurt in the old mill by the river."

# One article, in every accepted form.
assert_type(sk.summarise(TEXT), sk.Summary)
assert_type(sk.summarise(Path("samples/strait-patrols.txt"), "headline"), sk.Summary)
assert_type(sk.summarise(sk.Article(TEXT, headline="Fire"), method="lexrank"), sk.Summary)
assert_type(sk.summarise(TEXT, method=sk.LexRank(threshold=0.2), sentences=1), sk.Summary)
assert_type(sk.summarise({"title": "Fire", "text": TEXT}), sk.Summary)
assert_type(sk.summarise(TEXT.encode()), sk.Summary)
assert_type(sk.Article.from_text(TEXT), sk.Article)
assert_type(sk.Article.from_html(f"<article><p>{TEXT}</p><p>{TEXT}</p></article>"), sk.Article)
assert_type(sk.__version__, str)

# A summary.
summary = sk.summarise(TEXT, "summary", words=20)
assert_type(str(summary), str)
assert_type(summary.words, int)
assert_type(summary.sentences, tuple[sk.ChosenSentence, ...])
assert_type(summary.explain(), list[sk.Explanation])
reasons: Sequence[sk.Reason] = summary.explain()[0].reasons
assert all(isinstance(reason.contribution, float) for reason in reasons)
assert summary.to_dict()["text"] == str(summary)


# A method needs only `score`.
class Longest(sk.Summariser, name="longest"):
    """A method that prefers long sentences."""

    power: float = sk.parameter(1.0, "Exponent of the length.", low=0.0)
    floor: int = 0

    def score(self, document: sk.Document) -> list[float]:
        """Return the lengths, raised to a power."""
        return [max(self.floor, len(s.text)) ** self.power for s in document.sentences]


assert_type(sk.System(Longest(power=2.0), target="dek", words=12).summarise(TEXT), sk.Summary)
assert str(sk.summarise(TEXT, sentences=1, method=Longest())).startswith("Nobody")


# A function can be a method.
def first_words(text: str) -> str:
    """Return the first words."""
    return " ".join(text.split()[:5])


assert str(sk.summarise(TEXT, method=first_words)) == "A fire broke out in"
assert str(sk.summarise(TEXT, method=lambda document: [0, 1], sentences=1)).startswith("Nobody")

# The accepted forms of a corpus.
CORPUS = Path("samples/articles.jsonl")
system = sk.System("lexrank", target="dek", words=30)
assert_type([str(one) for one in system.stream(sk.read(CORPUS, on_error="skip"))], list[str])
comparison = sk.compare(
    CORPUS, [system, "textrank", first_words], target="dek", words=30, resamples=200
)
assert_type(comparison, sk.Comparison)
assert comparison.systems[-4:] == ("lexrank", "textrank", "first_words", "oracle")
assert_type(comparison.run, sk.Run)
assert_type(sk.check(comparison.run, comparison.run, margin=2.0), sk.Verdict)
assert_type(sk.score([TEXT], [TEXT]).rouge1.mean, float)


# A metric needs only `columns` and `values`.
class Shouting(sk.Metric, name="shouting"):
    """The number of exclamation marks."""

    columns = (sk.Column("shouting", label="!", better=-1),)

    def values(
        self, candidate: sk.Candidate, references: object, document: sk.Document | None
    ) -> tuple[float, ...]:
        """Count them."""
        return (float(candidate.text.count("!")),)


assert_type(sk.score(["Stop!"], ["Halt."], metrics=["rouge", Shouting()])["shouting"].n, int)

# summkit's errors are subclasses of Python's own errors.
for mistake in (lambda: sk.System("lexrnk"), lambda: sk.summarise(TEXT, "deck")):
    try:
        mistake()
    except ValueError as error:
        assert "did you mean" in str(error)
    else:
        raise AssertionError(mistake)

# Records can be a corpus, and a Comparison can be checked against another.
RECORDS = [{"id": str(n), "text": f"{TEXT} {n} men ran.", "dek": "Fire"} for n in range(3)]
among = sk.compare(RECORDS, {"mine": "lexrank"}, target="dek", words=8, resamples=10)
assert_type(among, sk.Comparison)
assert_type(sk.check(among, among), sk.Verdict)
assert bool(sk.check(among, among))
assert_type(list(sk.System("lead").stream(RECORDS)), list[sk.Summary])
assert_type(sk.score((each["text"] for each in RECORDS), [TEXT] * 3).rouge1.mean, float)
