"""Selection of sentences under a budget, the same for the scores of every method."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import NamedTuple

from summkit import core
from summkit.arguments import flag, whole
from summkit.budget import Budget, Room
from summkit.cohesion.answers import answers
from summkit.cohesion.headed import headed
from summkit.cohesion.labels import labels_of
from summkit.cutting import marked
from summkit.document import Document
from summkit.errors import ArgumentTypeError, UsageError
from summkit.naming import helpful_constructor
from summkit.reading.cleaning.notices import notices

_ASKS = "?？؟"
_SHORT = 60  # characters
_PLAIN = bytes([10, *range(32, 127)])  # printable ASCII and the line feed
REDUNDANCY = ("none", "trigrams", "mmr")


@helpful_constructor
@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of the selection, the same for every method.

    Attributes
    ----------
    redundancy
        How to avoid repetition. "none": no rule. "trigrams": skip a sentence that shares three
        consecutive words with a chosen sentence (Paulus et al. 2018, A Deep Reinforced Model,
        section 2.5). "mmr": maximal marginal relevance (Carbonell and Goldstein 1998), with scores
        scaled to 0..1, the cosine of term counts as similarity, and lambda 0.7.
    min_words
        Smallest number of words of a sentence, 0 or more. Shorter sentences are chosen only if the
        document has no other sentences.
    cut_best
        If the best sentence is too long for the budget: True cuts it; False chooses the next
        sentences that fit, and cuts the best sentence only if no sentence fits.

    Raises
    ------
    UsageError
        If `redundancy` does not exist, or if `min_words` is below 0.
    ArgumentTypeError
        If a value has the wrong type.

    Examples
    --------
    >>> import summkit as sk
    >>> text = "A fire broke out in Ostrava. A fire broke out in the mill. Nobody was hurt there."
    >>> system = sk.System("lead", sentences=2, redundancy="trigrams")
    >>> print(system.summarise(text))
    A fire broke out in Ostrava. Nobody was hurt there.
    """

    redundancy: str = "none"
    min_words: int = 4
    cut_best: bool = False

    def __post_init__(self) -> None:
        takes = f"one of {', '.join(REDUNDANCY)}"
        if not isinstance(self.redundancy, str):
            raise ArgumentTypeError("redundancy", self.redundancy, takes)
        if self.redundancy not in REDUNDANCY:
            raise UsageError(f"`redundancy` {self.redundancy!r} does not exist: {takes}")
        whole("min_words", self.min_words, 0)
        flag("cut_best", self.cut_best)


class Selection(NamedTuple):
    """The result of a selection.

    Attributes
    ----------
    indices
        Indices of the chosen sentences in document order; not empty unless the document is empty.
    cut_text
        The prefix of the only chosen sentence if it was cut, else None.
    passed
        (index, reason) of the skipped sentences that rank above the last chosen sentence, in rank
        order.
    """

    indices: tuple[int, ...]
    cut_text: str | None
    passed: tuple[tuple[int, str], ...]


def candidates(document: Document, min_words: int) -> list[int]:
    """Return the indices of the candidates: no repeats, fragments, notices and lone questions.

    If no other sentences exist, such sentences are candidates too. The result is cached in the
    document.
    """
    known: list[int] | None = document.memory.get((candidates, min_words))
    if known is None:
        known = document.memory[candidates, min_words] = _without_notices(document, min_words)
    return known


def _without_notices(document: Document, min_words: int) -> list[int]:
    left = _candidates(document, min_words)
    labels = labels_of(document)
    texts = [sentence.text for sentence in document.sentences]
    for index in labels.speakers:  # "PRESENTER: Good evening"
        texts[index] = texts[index][labels.ends.get(index, 0) :]
    barred = notices(texts, document.language.code)
    barred |= _lone_questions(document) | labels.barred | headed(document)
    if not barred:
        return left
    return [index for index in left if index not in barred] or answers(document) or left


def _lone_questions(document: Document) -> set[int]:
    """Return the sentences of paragraphs that contain only questions, such as an interviewer's."""
    if not any(mark in document.body for mark in _ASKS):
        return set()
    answered = {s.paragraph for s in document.sentences if s.text[-1] not in _ASKS}
    return {n for n, s in enumerate(document.sentences) if s.paragraph not in answered}


def _candidates(document: Document, min_words: int) -> list[int]:
    """Return the indices of the sentences that neither repeat an earlier one nor are fragments."""
    language = document.language
    if core.compiled and min_words > 1 and language.spaced and language.code != "und":
        # The compiled function returns None if a sentence needs the full check below.
        whole = core.native.whole_sentences(document.body, document.spans, min_words, _SHORT)
        if whole:
            return whole
    texts = _unfolded(document)
    folded = [text.casefold() for text in texts]
    unique: Sequence[int] = range(len(texts))
    if len(set(folded)) < len(texts):
        first: dict[str, int] = {}
        for index, text in enumerate(folded):
            first.setdefault(text, index)
        unique = list(first.values())
    if min_words < 2:
        return list(unique)
    if not language.spaced:
        whole = [index for index in unique if language.count_words(texts[index]) >= min_words]
        return whole or list(unique)
    # Words are counted by spaces. In a short sentence, a separate quotation mark or dash would be
    # counted too, so its words are split.
    spaces = min_words - 1
    whole = [
        index
        for index in unique
        if texts[index].count(" ") >= spaces
        and (
            len(document.sentences[index].text) > _SHORT
            or len(language.words(texts[index])) >= min_words
        )
    ]
    return whole or list(unique)


def _unfolded(document: Document) -> list[str]:
    """Return the text of each sentence on one line with single spaces."""
    texts = [sentence.text for sentence in document.sentences]
    body = document.article.body
    if body.isascii() and "  " not in body and not body.encode().translate(None, _PLAIN):
        return [" ".join(text.split()) if "\n" in text else text for text in texts]
    return [
        text if text.isprintable() and "  " not in text else " ".join(text.split())
        for text in texts
    ]


def rank(scores: Sequence[float], allowed: Iterable[int]) -> list[int]:
    """Return the allowed indices by falling score; ties are in order of position."""
    # Sorting is stable, also in reverse: sentences with equal scores remain in document order.
    return sorted(sorted(allowed), key=scores.__getitem__, reverse=True)


def select(document: Document, order: Sequence[int], budget: Budget, rules: Rules) -> Selection:
    """Return the first sentences of an order that fit the budget, as a Selection.

    Parameters
    ----------
    order
        Candidate indices, best first.
    """
    room = Room(document, budget)
    blocked = _Trigrams(document) if rules.redundancy == "trigrams" else None
    passed: list[tuple[int, str]] = []
    last = 0
    for index in order:
        if room.full:
            break
        if rules.cut_best and not room.chosen and not room.fits(index):
            break
        if not room.fits(index):
            passed.append((index, "too long for the rest of the budget"))
        elif blocked is not None and blocked.repeats(index):
            passed.append((index, "shares three words in a row with a chosen sentence"))
        else:
            room.add(index)
            last = len(passed)
            if blocked is not None:
                blocked.add(index)
    if room.chosen:
        return Selection(tuple(sorted(room.chosen)), None, tuple(passed[:last]))
    text = document.body[cut_start(document, order[0]) : document.sentences[order[0]].end]
    prefix = budget.cut(document.language, text)
    return Selection((order[0],), prefix, ())


def cut_start(document: Document, index: int) -> int:
    """Return the offset in the body at which a cut sentence begins: after its label, if any."""
    return document.sentences[index].start + labels_of(document).ends.get(index, 0)


def join(document: Document, selection: Selection) -> str:
    """Return the text of a selection: its sentences in document order, with white space folded."""
    if selection.cut_text is not None:
        return marked(selection.cut_text)
    texts = (" ".join(document.sentences[index].text.split()) for index in selection.indices)
    return document.language.joiner.join(texts)


class _Trigrams:
    """The word trigrams of the sentences chosen so far."""

    def __init__(self, document: Document) -> None:
        self._words = document.words
        self._seen: set[tuple[str, ...]] = set()

    def _of(self, index: int) -> set[tuple[str, ...]]:
        lower = [word.lower() for word in self._words[index]]
        return set(zip(lower, lower[1:], lower[2:], strict=False))

    def repeats(self, index: int) -> bool:
        return not self._seen.isdisjoint(self._of(index))

    def add(self, index: int) -> None:
        self._seen |= self._of(index)


def marginal_relevance(
    document: Document, scores: Sequence[float], allowed: Sequence[int], limit: int
) -> list[int]:
    """Return the first `limit` of the allowed indices by maximal marginal relevance.

    See `Rules.redundancy`. The cost is limit x len(allowed) cosines.
    """
    low, high = min(scores[i] for i in allowed), max(scores[i] for i in allowed)
    span = (high - low) or 1.0
    counts = {index: Counter(document.terms[index]) for index in allowed}
    norms = {i: sqrt(sum(n * n for n in c.values())) or 1.0 for i, c in counts.items()}
    nearest = dict.fromkeys(allowed, 0.0)
    order: list[int] = []
    left = sorted(allowed)
    while left and len(order) < limit:
        best = max(left, key=lambda i: (0.7 * (scores[i] - low) / span - 0.3 * nearest[i], -i))
        left.remove(best)
        order.append(best)
        for index in left:
            shared = sum(n * counts[best][term] for term, n in counts[index].items())
            nearest[index] = max(nearest[index], shared / (norms[index] * norms[best]))
    return order
