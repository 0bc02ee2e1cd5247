"""Chooses the sentences that a system prints, whole or shortened, within a budget."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from summkit.cohesion.answers import quoted_answers
from summkit.cohesion.completion import can_complete
from summkit.cohesion.leadin import lead_in, news_of
from summkit.cohesion.scenes import MARKS
from summkit.cohesion.ties import unmet
from summkit.composing import compose, headed, shortened
from summkit.document import Document
from summkit.patterns import regex
from summkit.selection import Selection, candidates, marginal_relevance, rank, select
from summkit.summarisers.base import Ranked, SetSummariser
from summkit.summarisers.wrapped import checked_scores
from summkit.summary import Summary
from summkit.targets import TARGETS

if TYPE_CHECKING:
    from summkit.system import System

FAR = {"headline": (3.5, 3.0), "": (2.5, 1.4)}
"""Maximum score difference between the best sentence and a sentence that replaces it.

A replacement is used if the best sentence would have to be cut. The key "headline" is for
headlines and "" for all other targets. Each pair has the value for English and the value for other
languages. With these values, a text ends in "…" only if its article contains no suitable other
sentence: see `benchmarks/shortening.md`.
"""

POOR, REACH = 0.1, 6
"""Confidence below which a sentence nearer to the news replaces a text.

The second value is the maximum number of such sentences that are tried.
"""

TOOK_LEAD = "took the lead, which is more likely to be printable"


_EMPTY = regex(r"(?:There(?: is| are|'s|’s)|I|We|My|Our|You|Your)(?=\s)")
"""The openings of English sentences that are unsuitable as headlines.

Any other sentence is better.
"""


def rankings(
    system: System, documents: Sequence[Document], allowed: Sequence[Sequence[int]]
) -> list[Ranked]:
    """Return the ranking of each document's allowed sentences, the best sentence first."""
    method = system.summariser
    if isinstance(method, SetSummariser):
        sets = method.rank_sets(documents, system.target, system.effective_budget, allowed)
        return [
            each if each.order else each._replace(order=rank(each.scores, own))
            for each, own in zip(sets, allowed, strict=True)
        ]
    found = []
    for document, own in zip(documents, allowed, strict=True):
        scores = checked_scores(method.name, method.score(document), document)
        if system.rules.redundancy == "mmr":
            order = marginal_relevance(document, scores, own, len(own))
        else:
            order = rank(scores, own)
        found.append(Ranked(order, scores))
    return found


def chosen(system: System, document: Document, ranked: Ranked) -> Summary:
    """Return the Summary of a document: a shortened headline, or sentences that fill the budget."""
    budget, target = system.effective_budget, TARGETS[system.target]
    if target.shorten and budget.characters is not None:
        from summkit.shortening.shorten import shorten

        if quoted := _quoted(system, document, ranked):
            return quoted
        weights = ranked.shortener.weights if ranked.shortener else None
        order = _near(system, document, ranked, _news_first(system, document, ranked))
        found = shorten(document, order, budget.characters, weights)
        count = document.language.count_words
        if budget.words is not None:
            found = [each for each in found if count(each.text) <= (budget.words or 0)]
        if found:
            return headed(system, document, found, ranked)
        # No other sentence can be a headline by itself.
        best = next(_news_first(system, document, ranked))
        cut = replace(system.rules, cut_best=True)
        selection = select(document, [best], budget, cut)
        if document.language.code != "en":
            selection = _cut_at_phrase(document, selection)
        return compose(system, document, selection, ranked)
    cuts = system.rules.cut_best or target.cut_best or ranked.cuts
    selection = select(document, ranked.order, budget, replace(system.rules, cut_best=cuts))
    if selection.cut_text is not None:
        summary = _uncut(system, document, selection, ranked)
    else:
        summary = _composed(system, document, selection, ranked)
    return _or_near_news(system, document, summary, ranked)


def _quoted(system: System, document: Document, ranked: Ranked) -> Summary | None:
    """Return the best answer of an interview as a quotation, if all candidates are answers."""
    able = candidates(document, system.rules.min_words)
    if not able or not quoted_answers(document, able):
        return None
    for index in sorted(able, key=lambda n: (-ranked.scores[n], n)):
        made = compose(system, document, Selection((index,), None, ()), ranked)
        if made.completions:
            return made
    return None


def _composed(system: System, document: Document, selection: Selection, ranked: Ranked) -> Summary:
    """Return the selected summary, or the lead if the lead is more likely to be printable."""
    budget = system.effective_budget
    summary = compose(system, document, selection, ranked)
    if not ranked.lead:
        return summary
    lead = select(document, ranked.lead, budget, system.rules)
    if lead.cut_text is not None or lead.indices == selection.indices:
        return summary
    return _or_lead(system, document, summary, lead, ranked)


def _or_lead(
    system: System, document: Document, summary: Summary, lead: Selection, ranked: Ranked
) -> Summary:
    """Return the summary, or the lead if the lead is clearly more likely to be printable."""
    remarks = (*ranked.remarks, TOOK_LEAD)
    other = compose(system, document, lead, ranked._replace(remarks=remarks))
    # In hundredths: a difference of floats would depend on the last bit.
    better = round(100 * other.confidence) - round(100 * summary.confidence)
    return other if better >= round(100 * ranked.fallback) else summary


def _or_near_news(system: System, document: Document, summary: Summary, ranked: Ranked) -> Summary:
    """Return the summary, or a sentence near the news if the summary is hard to read.

    Under a tight budget, the summary may consist of sentences far from the news that refer to
    sentences that were not chosen.
    """
    budget = system.effective_budget
    if not isinstance(system.summariser, SetSummariser) or TARGETS[system.target].headline:
        return summary
    if budget.words is None and budget.characters is None:  # several sentences are wanted
        return summary
    indices = sorted({each.index for each in summary.sentences})
    looks = bool(getattr(system.summariser, "headline", True))
    news = news_of(document, headline=looks) or 0
    if indices[0] <= news or summary.confidence >= POOR:
        return summary
    other = None
    if unmet(document, indices):
        other = _near_news(system, document, news, ranked)
    if other is None and news:
        # No sentence from the news on fits: the sentence before the news is better than background.
        first = select(document, [0], budget, replace(system.rules, cut_best=False))
        other = compose(system, document, first, ranked) if first.cut_text is None else None
        if other is not None and other.confidence < POOR:
            return summary
    return other if other and other.confidence > summary.confidence else summary


def _near_news(system: System, document: Document, news: int, ranked: Ranked) -> Summary | None:
    """Return the first sentence from the news on that can be shortened to the budget, else None."""
    from summkit.shortening.fit import TRIED, fit

    budget, language = system.effective_budget, document.language
    able = [
        n
        for n in candidates(document, system.rules.min_words)
        if n >= news and (_is_independent(system, document, n, ranked) or n == news)
    ]
    for start in range(0, REACH, TRIED):
        near = able[start : start + TRIED]
        found = fit(document, near, lambda t: budget.fits(language, t), complete=ranked.completes)
        if found is not None:
            return shortened(system, document, found, ranked)
    return None


def _order(system: System, document: Document, ranked: Ranked) -> Iterator[int]:
    """Yield the ranked sentences, then the other allowed sentences by score."""
    yield from ranked.order
    others = rank(ranked.scores, candidates(document, system.rules.min_words))
    chosen = set(ranked.order)
    yield from (index for index in others if index not in chosen)


def _news_first(system: System, document: Document, ranked: Ranked) -> Iterator[int]:
    """Yield sentences for a headline: the news first, and a lead-in last."""
    order = list(_order(system, document, ranked))
    if not isinstance(system.summariser, SetSummariser):
        yield from order
        return
    news = lead_in(document, headline=False)
    if not news and order[:1] != [0] and 0 in order and _opens_on_news(document):
        order.remove(0)
        order.insert(0, 0)
    yield from (index for index in (news,) if news and index in order)
    yield from (index for index in order if index > news or not news)
    yield from (index for index in order if news and index < news)


def _cut_at_phrase(document: Document, selection: Selection) -> Selection:
    """Return a selection whose cut text ends after a phrase, not on "in the" or the like."""
    from summkit.shortening.unparsed.gist import end_of_phrase

    if selection.cut_text is None:
        return selection
    text = end_of_phrase(selection.cut_text, document.language)
    return selection._replace(cut_text=text)


def _opens_on_news(document: Document) -> bool:
    """Return whether the first sentence makes the headline, whatever the ranker's scores.

    Outside English the ranker's best sentence is the first in nine of ten articles, and the other
    best sentences share fewer words with the editor's headline.
    """
    from summkit.shortening.references import refers_back
    from summkit.shortening.unparsed.cuts import says_something

    text = document.sentences[0].text
    if document.language.code == "en" or refers_back(document, 0):
        return False
    if not says_something(text, document.language):
        return False  # a dateline or a heading
    return text[0] not in MARKS and not text.endswith(("?", "؟", "？"))


def _near(
    system: System, document: Document, ranked: Ranked, order: Iterable[int]
) -> Iterator[int]:
    """Yield the sentences of an order that may replace the best one.

    A sentence is left out if its score is too far below that of the best one: see `FAR`.
    """
    far = FAR["headline" if TARGETS[system.target].shorten else ""]
    least = ranked.scores[ranked.order[0]] - far[document.language.code != "en"]
    if TARGETS[system.target].shorten and _EMPTY.match(document.sentences[ranked.order[0]].text):
        least = min(ranked.scores)
    scaled = isinstance(system.summariser, SetSummariser)
    for place, index in enumerate(order):
        # The first sentence is the news or the best one, which needs no minimum score.
        if not place or not scaled or ranked.scores[index] >= least:
            yield index


def _uncut(system: System, document: Document, selection: Selection, ranked: Ranked) -> Summary:
    """Return a shortened sentence or one that fits, rather than cut the best one in its middle."""
    from summkit.shortening.fit import fit

    budget, language, method = system.effective_budget, document.language, system.summariser

    def fits(text: str) -> bool:
        return budget.fits(language, text)

    best = selection.indices[0]
    scores = ranked.scores
    better = [
        n
        for n in _order(system, document, ranked)
        if scores[n] > scores[best] and _is_independent(system, document, n, ranked)
    ]
    found = fit(document, [best, *better], fits, complete=ranked.completes)
    if found is not None:
        return shortened(system, document, found, ranked)
    whole = ranked
    if isinstance(method, SetSummariser) and not TARGETS[system.target].shorten:
        allowed = candidates(document, system.rules.min_words)
        whole = method.whole().rank_sets((document,), system.target, budget, [allowed])[0]
    rules = replace(system.rules, cut_best=False)
    # A set is complete as it is: sentences that could fill the rest were not scored with it.
    order = whole.order or list(_order(system, document, whole))  # if no set fits
    other = select(document, order, budget, rules)
    if other.cut_text is not None or not isinstance(method, SetSummariser):
        other = select(document, list(_order(system, document, whole)), budget, rules)
    headline = TARGETS[system.target].shorten  # whole sentences have been tried before
    if (
        other.cut_text is None
        and not headline
        and list(_near(system, document, ranked, other.indices))
    ):
        return compose(system, document, other, ranked)
    near = _near(system, document, ranked, _order(system, document, ranked))
    able = [n for n in near if n != best and _is_independent(system, document, n, ranked)]
    found = fit(document, able, fits, complete=ranked.completes)
    if found is not None:
        return shortened(system, document, found, ranked)
    return compose(system, document, selection, ranked)


def _is_independent(system: System, document: Document, index: int, ranked: Ranked) -> bool:
    """Return whether a sentence may be printed alone, if the method requires that at all."""
    if not isinstance(system.summariser, SetSummariser) or TARGETS[system.target].shorten:
        return True
    looks = bool(getattr(system.summariser, "headline", True))
    news = news_of(document, headline=looks) or 0
    if index < news:
        return False
    return all(
        ranked.completes and can_complete(document, index, need)
        for _, need in unmet(document, [index])
    )
