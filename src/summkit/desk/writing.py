"""The page for writing: the texts of an article, with their origin and the reasons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from summkit.budget import Budget
from summkit.confidence import doubts
from summkit.desk.article import PageArticle, of_form
from summkit.desk.rendering import render
from summkit.desk.work import HTML, Answer, Task
from summkit.document import Document, analyse
from summkit.errors import InputError, SummkitError
from summkit.report.reasons import LEAST, SHOWN
from summkit.system import System

if TYPE_CHECKING:
    from summkit.desk.forms import Form
    from summkit.reading import ReadOptions
    from summkit.summary import Summary

ALTERNATIVES = 4
"""Number of alternative texts of each kind."""

SURE, UNSURE = 0.7, 0.45
"""From the first confidence on, a text is marked "likely" to be printed; below the second,
"unlikely".
"""


@dataclass(frozen=True)
class Kind:
    """A kind of text on the page, with the range of its slider."""

    target: str
    label: str
    about: str
    unit: str
    low: int
    high: int
    usual: int

    def system(self, most: int) -> System:
        """Return the System that writes this kind of text within the given budget."""
        if self.target == "lede":
            return System(target="lede", budget=Budget(sentences=1, words=most))
        return System(target=self.target, budget=Budget(**{self.unit: most}))


KINDS = (
    Kind("headline", "Headline", "for the page", "characters", 30, 120, 75),
    Kind("dek", "Dek", "the lines under the headline", "words", 10, 60, 30),
    Kind("lede", "Lede", "one sentence to open with", "words", 12, 60, 40),
    Kind("summary", "Summary", "for a newsletter or a box", "sentences", 1, 8, 3),
    Kind("push", "Push alert", "for a locked phone", "characters", 25, 90, 50),
    Kind("social", "Social card", "for a shared link", "characters", 30, 120, 70),
)


@dataclass(frozen=True)
class Origin:
    """A sentence from which a text was made, with the reasons for and against it."""

    number: int
    place: str
    better: tuple[str, ...]
    worse: tuple[str, ...]


@dataclass(frozen=True)
class Card:
    """The data of a text on the page."""

    kind: Kind
    most: int
    pick: int
    texts: tuple[str, ...]
    text: str
    size: int
    words: int
    confidence: int
    likely: str
    doubts: tuple[str, ...]
    changes: tuple[str, ...]
    gone: tuple[str, ...]
    origins: tuple[Origin, ...]
    spans: tuple[tuple[int, int], ...]

    @property
    def share(self) -> int:
        """Used part of the budget, in percent, at most 100."""
        return min(100, round(100 * self.size / self.most))


@dataclass(frozen=True)
class Segment:
    """A part of the article.

    Attributes
    ----------
    text
        Its words.
    targets
        The kinds of text that contain these words.
    begins
        The kinds of text whose label is shown here.
    sentence
        Number of the sentence that begins here, from 1; None if no sentence begins here.
    """

    text: str
    targets: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()
    sentence: int | None = None


@dataclass(frozen=True)
class View:
    """The data of the whole page."""

    shown: PageArticle
    document: Document
    cards: tuple[Card, ...]
    paragraphs: tuple[tuple[Segment, ...], ...]

    @property
    def words(self) -> int:
        """Number of words of the article."""
        return self.document.language.count_words(self.document.body)


def answer(task: Task, options: ReadOptions) -> Answer:
    """Return the whole page; the script in the browser replaces the changed parts."""
    form: Form = task.request
    known = {"page": "write", "allow_urls": form.allow_urls, "failure": ""}
    try:
        view = view_of(of_form(form, task, options), form)
    except SummkitError as error:
        from summkit.desk.problems import worded

        known["failure"] = worded(str(error))
        return Answer(422, render("write.html", **known, view=None), HTML)
    return Answer(200, render("write.html", **known, view=view), HTML)


def view_of(shown: PageArticle, form: Form) -> View:
    """Return the page's data: every kind of text for an article.

    Raises
    ------
    InputError
        If the article has no sentence.
    """
    document = analyse(shown.article)
    if not document.sentences:
        raise InputError("the article has no sentence")
    cards = tuple(_card(kind, document, form) for kind in KINDS)
    return View(shown, document, cards, tuple(_paragraphs(document, cards)))


def _card(kind: Kind, document: Document, form: Form) -> Card:
    most = form.number(kind.target, kind.low, kind.high, kind.usual)
    written = kind.system(most).alternatives(document, ALTERNATIVES)
    pick = form.number(f"pick-{kind.target}", 0, len(written) - 1, 0)
    summary = written[pick]
    sizes = {
        "characters": summary.characters,
        "words": summary.words,
        "sentences": len({each.index for each in summary.sentences}),
    }
    sure = summary.confidence
    names = [tuple(each.taken_from) for each in summary.completions]
    return Card(
        kind=kind,
        most=most,
        pick=pick,
        texts=tuple(each.text for each in written),
        text=summary.text,
        size=sizes[kind.unit],
        words=summary.words,
        confidence=round(100 * sure),
        likely="likely" if sure >= SURE else "not sure" if sure >= UNSURE else "unlikely",
        doubts=tuple(doubts(summary.signals)),
        changes=tuple(_changes(summary)),
        gone=tuple(_left_out(summary)),
        origins=tuple(_origins(summary)),
        spans=tuple(sorted({*summary.spans, *((start, end) for start, end in names)})),
    )


def _changes(summary: Summary) -> Iterator[str]:
    """Yield a description of each change to the article's words."""
    if summary.truncated:
        yield "cut to fit"
    for name in summary.completions:
        if any(map(str.isalnum, name.text)):  # else it is a quotation mark
            yield f"name in full: {name.text}"


def _left_out(summary: Summary) -> Iterator[str]:
    """Yield the words that were deleted from a sentence."""
    shorter, document = summary.shortening, summary.document
    if shorter is None:
        return
    sentence = document.sentences[shorter.sentence]
    place = sentence.start
    for start, end in (*shorter.runs, (sentence.end, sentence.end)):
        words = " ".join(document.article.body[place:start].split())
        if any(character.isalnum() for character in words):
            yield words.strip(",;:.–—-。، ")
        place = max(place, end)


def _origins(summary: Summary) -> Iterator[Origin]:
    """Yield the reasons for each chosen sentence, without numbers."""
    for each in summary.explain():
        ordered = sorted(each.reasons, key=lambda reason: -abs(round(reason.contribution, 6)))
        sides: dict[int, list[str]] = {1: [], -1: []}
        for reason in ordered:
            contribution = round(reason.contribution, 6)
            if abs(contribution) >= LEAST:
                sides[1 if contribution > 0 else -1].append(reason.phrase)
        place = "the best" if each.place == 1 else f"number {each.place}"
        yield Origin(
            each.index + 1,
            f"{place} of {each.of} for this text",
            tuple(sides[1][:SHOWN]),
            tuple(sides[-1][:SHOWN]),
        )


def _paragraphs(document: Document, cards: Sequence[Card]) -> Iterator[tuple[Segment, ...]]:
    """Yield the paragraphs, split where a sentence or a part of a text begins or ends."""
    body = document.article.body
    spans = [(start, end, card.kind.target) for card in cards for start, end in card.spans]
    starts = {sentence.start: sentence.index + 1 for sentence in document.sentences}
    for first, last in document.article.paragraphs():
        inside = [span for span in spans if span[0] < last and span[1] > first]
        edges = {first, last, *(place for place in starts if first < place < last)}
        edges |= {
            place for start, end, _ in inside for place in (start, end) if first < place < last
        }
        cuts = sorted(edges)
        # Each text has at most one label per paragraph, at its first words there.
        begins = {t: a for a, _, t in sorted(inside, reverse=True)}
        yield tuple(
            Segment(
                body[start:end],
                tuple(dict.fromkeys(t for a, b, t in inside if a <= start and end <= b)),
                tuple(t for t, place in begins.items() if max(place, first) == start),
                starts.get(start),
            )
            for start, end in pairwise(cuts)
        )
