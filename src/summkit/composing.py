"""Makes the Summary of a selection: full names are inserted, superfluous phrases are deleted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from summkit.cohesion.answers import quoted_answers
from summkit.cohesion.completion import Completion, completions
from summkit.cohesion.marks import missing_marks
from summkit.document import Document
from summkit.patterns import regex
from summkit.selection import Selection, cut_start, join
from summkit.shortening import Shortening
from summkit.shortening.trimming import trimmed
from summkit.summarisers.base import Ranked, SetSummariser
from summkit.summary import ChosenSentence, Summary, completed_pieces, trimmed_pieces
from summkit.targets import TARGETS

if TYPE_CHECKING:
    from summkit.system import System


def compose(system: System, document: Document, selection: Selection, ranked: Ranked) -> Summary:
    """Return the Summary of a selection."""
    chosen = []
    whole = selection.cut_text is None
    names = tuple(completions(document, selection.indices)) if ranked.completes and whole else ()
    headline = TARGETS[system.target].headline
    if whole:
        names = tuple(quoted_answers(document, selection.indices, headline=headline)) or names
    marks: tuple[Completion, ...] = ()
    if ranked.completes and whole and not headline:
        marks = tuple(missing_marks(document, selection.indices))
    for index in selection.indices:
        sentence = document.sentences[index]
        text = sentence.text if selection.cut_text is None else selection.cut_text
        begin = sentence.start if whole else cut_start(document, index)
        place = begin, begin + len(text)
        chosen.append(ChosenSentence(index, *place, text, ranked.scores[index]))
    text = join(document, selection)
    trims: tuple[str, ...] = ()
    if whole and not names and isinstance(system.summariser, SetSummariser):
        trims, chosen = _trims(document, chosen)
        text = document.language.joiner.join(trimmed_pieces(chosen)) if trims else text
    if not trims and (names or marks):
        names = tuple(sorted((*names, *marks), key=lambda each: each[:3]))
        longer = document.language.joiner.join(completed_pieces(chosen, names))
        if system.effective_budget.fits(document.language, longer):
            text = longer
        else:
            names = ()
    if whole and headline and len(selection.indices) == 1:
        text, chosen = _without_stop(text, chosen)
    return Summary(
        document=document,
        system=system,
        text=text,
        sentences=tuple(chosen),
        words=document.language.count_words(text),
        characters=len(text),
        truncated=selection.cut_text is not None,
        scores=ranked.scores,
        passed=selection.passed,
        remarks=ranked.remarks,
        completions=names,
        trims=trims,
    )


_ABBREVIATION = regex(r"(?:\.\w+|\b(?:\w|Inc|Co|Corp|Ltd|Jr|Sr|St|vs|etc|No|Mio|Mrd))\.$|\.\.$")


def _without_stop(text: str, chosen: list[ChosenSentence]) -> tuple[str, list[ChosenSentence]]:
    """Return a headline and its sentences without the final full stop, which no headline has."""
    last = chosen[-1]
    if text[-1:] not in _STOPS or text[-1] != last.text[-1] or _ABBREVIATION.search(text[-12:]):
        return text, chosen
    if not last.text[:-1].strip():  # the sentence is only a full stop
        return text, chosen
    stretch = replace(last, end=last.end - 1, text=last.text[:-1])
    return text[:-1], [*chosen[:-1], stretch]


_STOPS = frozenset(".。।۔")


def _trims(
    document: Document, chosen: Sequence[ChosenSentence]
) -> tuple[tuple[str, ...], list[ChosenSentence]]:
    """Return the kinds of the deleted phrases, and the parts of the sentences that remain."""
    kinds: list[str] = []
    stretches: list[ChosenSentence] = []
    for each in chosen:
        less = trimmed(document, each.index)
        if less is None:
            stretches.append(each)
            continue
        kinds += less.kinds
        for first, last in less.runs:
            place = each.start + first, each.start + last
            stretches.append(ChosenSentence(each.index, *place, each.text[first:last], each.score))
    return tuple(dict.fromkeys(kinds)), stretches


def headed(
    system: System, document: Document, headlines: Sequence[Shortening], ranked: Ranked
) -> Summary:
    """Return the Summary of a shortened headline, the first of `headlines`."""
    best = headlines[0]
    summary = shortened(system, document, best, ranked)
    # A sentence that lost only its full stop counts as whole.
    whole = len(best.runs) == 1 and not best.reasons
    return replace(summary, shortening=None if whole else best, headlines=tuple(headlines))


def shortened(
    system: System, document: Document, shortening: Shortening, ranked: Ranked
) -> Summary:
    """Return the Summary of one shortened sentence."""
    body, index, text = document.article.body, shortening.sentence, shortening.text
    return Summary(
        document=document,
        system=system,
        text=text,
        sentences=tuple(
            ChosenSentence(index, start, end, body[start:end], ranked.scores[index])
            for start, end in shortening.runs
        ),
        words=document.language.count_words(text),
        characters=len(text),
        truncated=False,
        scores=ranked.scores,
        passed=(),
        remarks=ranked.remarks,
        shortening=shortening,
        completions=shortening.completions,
    )
