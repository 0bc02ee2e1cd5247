"""The page for judging headlines and deks, with the functions of `summkit headline`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

from summkit.article import Article
from summkit.desk.article import PageArticle, of_form
from summkit.desk.problems import worded
from summkit.desk.rendering import render
from summkit.desk.work import HTML, Answer, Task
from summkit.document import Document, analyse
from summkit.errors import InputError, SummkitError
from summkit.evaluation.headlines import UNCHECKED, HeadlineJudgement, judge
from summkit.metrics.support.claims import Claim, claims
from summkit.sentence import Sentence
from summkit.targets import CHANNELS, TARGETS

if TYPE_CHECKING:
    from summkit.desk.forms import Form
    from summkit.reading import ReadOptions

MOST, LONGEST = 50, 2_000
"""Largest number of texts that are judged together, and largest number of characters of a text."""

_SAME_KIND = 1.0  # weight of a passage with a claim of the same kind, such as a number


@dataclass(frozen=True)
class Bar:
    """A bar on the page that shows a length and its limit."""

    name: str
    about: str
    size: int
    limit: int
    unit: str

    @property
    def over(self) -> int:
        """Amount by which the text is too long; 0 if it fits."""
        return max(0, self.size - self.limit)

    @property
    def width(self) -> int:
        """The length of the bar, at most 130; 100 is the limit."""
        return min(130, round(100 * self.size / self.limit))


@dataclass(frozen=True)
class Part:
    """A part of a text. `claim` is the number of its finding; None if the article supports it."""

    text: str
    claim: int | None = None


@dataclass(frozen=True)
class Finding:
    """A claim that the article does not support, and the passage of the article nearest to it."""

    kind: str
    text: str
    sentence: int | None
    passage: tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class Judged:
    """The data of a judged text on the page."""

    judgement: HeadlineJudgement
    parts: tuple[Part, ...]
    bars: tuple[Bar, ...]
    findings: tuple[Finding, ...]
    unchecked: str
    opposite: tuple[Sentence, ...]


@dataclass(frozen=True)
class View:
    """The data of the whole page."""

    shown: PageArticle
    document: Document
    candidates: str
    what: str
    judged: tuple[Judged, ...]
    more: int

    @property
    def own(self) -> list[str]:
        """Names of the article's fields with which the texts are compared."""
        return list(self.judged[0].judgement.rouge) if self.judged else []


def answer(task: Task, options: ReadOptions) -> Answer:
    """Return the whole page; the script in the browser replaces the changed parts."""
    form: Form = task.request
    known = {"page": "judge", "allow_urls": form.allow_urls, "failure": ""}
    try:
        view = view_of(of_form(form, task, options), form)
    except SummkitError as error:
        known["failure"] = worded(str(error))
        kept = form.text("candidates")
        return Answer(422, render("judge.html", **known, view=None, kept=kept), HTML)
    return Answer(200, render("judge.html", **known, view=view, kept=""), HTML)


def view_of(shown: PageArticle, form: Form) -> View:
    """Return the page's data: the texts of a form, one per line, judged against their article.

    Raises
    ------
    InputError
        If the article has no sentence.
    """
    document = analyse(shown.article)
    if not document.sentences:
        raise InputError("the article has no sentence")
    text = form.text("candidates").replace("\r\n", "\n")
    what = "deks" if form.text("what") == "deks" else "headlines"
    lines = [line for line in text.split("\n") if line.strip()]
    short = [line for line in lines if len(line) <= LONGEST][:MOST]
    found = judge(document, short) if short else []
    nearest = Nearest(document)
    judged = tuple(_judged(each, what, nearest) for each in found)
    return View(shown, document, text, what, judged, len(lines) - len(short))


def _judged(judgement: HeadlineJudgement, what: str, nearest: Nearest) -> Judged:
    findings = tuple(nearest.finding(claim, judgement.text) for claim in judgement.unsupported)
    return Judged(
        judgement,
        tuple(_parts(judgement.text, judgement.unsupported)),
        tuple(_bars(judgement, what)),
        findings,
        UNCHECKED.get(judgement.unchecked, ""),
        tuple(nearest.passages(judgement.text)[:1]) if judgement.negation else (),
    )


def _bars(judgement: HeadlineJudgement, what: str) -> Iterator[Bar]:
    if what == "deks":
        most = TARGETS["dek"].budget.words or 0
        yield Bar("dek", "the lines under a headline", judgement.words, most, "words")
        return
    for name, (limit, about) in CHANNELS.items():
        yield Bar(name, about, judgement.characters, limit, "characters")


def _parts(text: str, unsupported: Sequence[Claim]) -> Iterator[Part]:
    """Yield the parts of a text, split at its unsupported claims.

    Of two overlapping claims, only the first is marked.
    """
    place = 0
    for number, claim in enumerate(unsupported, 1):
        if claim.start < place:
            continue
        if claim.start > place:
            yield Part(text[place : claim.start])
        yield Part(text[claim.start : claim.end], number)
        place = claim.end
    if place < len(text):
        yield Part(text[place:])


class Nearest:
    """Finds the passages of an article that share words with a text."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._stems = [frozenset(stems) for stems in document.stems]
        counts = Counter(stem for stems in self._stems for stem in stems)
        total = len(self._stems)
        # A word that occurs in many sentences distinguishes them less, so its weight is lower.
        self._weights = {stem: log(1 + total / count) for stem, count in counts.items()}
        code = document.language.code
        self._claims = [claims(sentence.text, code) for sentence in document.sentences]
        self._known: dict[tuple[str, str], list[Sentence]] = {}

    def passages(self, text: str, kind: str = "") -> list[Sentence]:
        """Return the sentences that share words with a text, the nearest first."""
        # A text may have a thousand claims, but only of a few kinds, so the result is cached.
        if (text, kind) not in self._known:
            self._known[text, kind] = self._passages(text, kind)
        return self._known[text, kind]

    def _passages(self, text: str, kind: str) -> list[Sentence]:
        about = analyse(Article(text), self._document.language.code)
        wanted = {stem for stems in about.stems for stem in stems}
        scores = []
        for place, stems in enumerate(self._stems):
            # Sorted, because a sum must not depend on the order of a set.
            shared = sum(self._weights[stem] for stem in sorted(stems & wanted))
            same = any(claim.kind == kind for claim in self._claims[place])
            if shared or (same and kind != "name"):
                scores.append((-round(shared + _SAME_KIND * same, 6), place))
        return [self._document.sentences[place] for _, place in sorted(scores)]

    def finding(self, claim: Claim, text: str) -> Finding:
        """Return the finding of an unsupported claim, with the nearest passage."""
        best = next(iter(self.passages(text, claim.kind)), None)
        if best is None:
            return Finding(claim.kind, claim.text, None, ())
        pieces: list[tuple[str, bool]] = []
        place = 0
        for other in self._claims[best.index]:
            if other.kind == claim.kind and other.start >= place:
                pieces += [(best.text[place : other.start], False), (other.text, True)]
                place = other.end
        pieces.append((best.text[place:], False))
        return Finding(claim.kind, claim.text, best.index + 1, tuple(pieces))
