"""Headlines and shortened sentences in languages with a Universal Dependencies parser."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from summkit.cohesion.openings import openings
from summkit.document import Document
from summkit.patterns import regex
from summkit.shortening.candidates import joined
from summkit.shortening.parsing.tree import members
from summkit.shortening.references import background_last, refers_back
from summkit.shortening.result import Shortening
from summkit.shortening.universal.antecedents import presupposes_subject
from summkit.shortening.universal.candidates import (
    candidates,
    possible_omissions,
)
from summkit.shortening.universal.checks import (
    loses_subject,
    no_clause,
)
from summkit.shortening.universal.lexicon import lexicon
from summkit.shortening.universal.news import agrees, lacks_referent, news_headlines
from summkit.shortening.universal.readings import headline_of, read, shortening_of
from summkit.shortening.universal.tree import SentenceTree
from summkit.shortening.universal.versions import Version, versions
from summkit.shortening.unparsed import clauses
from summkit.shortening.unparsed.substitutes import stands_alone

_PARTITIVE = regex(r"(?<!\bil )\b(?:en|y) (?:a|ont|avai\w+|est|sont|était|étaient)\b")
"""French "en" and "y" before a verb, which refer to another sentence."""
SENTENCES = 12
"""Maximum number of sentences that are tried."""
_LEAST_PROSE = 7
_PARSED = 3  # maximum number of headlines that are parsed again
_DEAR = 0.9  # cost of a headline above which the short first sentence is better
_SLIGHT = 0.5  # maximum cost of an omission in a later sentence


def headlines(document: Document, sentences: Iterable[int], characters: int) -> list[Shortening]:
    """Return headlines that are whole sentences or clauses, the best first; perhaps none.

    A headline of a later sentence is returned only if every headline of the best sentence has a
    pronoun or a noun whose antecedent is outside the headline.
    """

    def fits(text: str) -> bool:
        return len(text.rstrip(clauses.BARE)) <= characters

    order = background_last(document, islice(sentences, SENTENCES))
    known: list[Shortening] = []  # "La société": its subject is in another sentence
    weak: list[Shortening] = []  # of later sentences, which lost much
    leaning: list[Shortening] = []  # of the best sentence, with an unresolved pronoun
    for place, index in enumerate(order):
        if place and refers_back(document, index, nouns=False):
            continue
        if place and not stands_alone(document, index, None if leaning else order[0]):
            continue
        reading = read(document, index)
        if reading is None:
            continue
        if not place:
            news = list(news_headlines(document, reading, fits, characters))
            if news:
                opening = _opening(document, order, fits) if news[0].dear else []
                return [*opening, *(each.headline for each in news)]
        made = list(candidates(reading.tree, document.language, fits, characters, first=place == 0))
        if not place:
            leaning = [headline_of(reading, each) for each in made]
            continue
        alone = [each for each in made if not lacks_referent(reading.tree, each.kept)]
        alone = [each for each in alone if _is_statement(reading.tree, each)]
        full = [each for each in alone if 2 * len(each.text) >= characters]
        weak = weak or [headline_of(reading, each) for each in full]
        alone = [each for each in alone if _is_slight(each, characters)]
        good = [each for each in alone if not _is_unidentified(reading.tree, each.kept)]
        if good:
            return [headline_of(reading, each) for each in good]
        known = known or [headline_of(reading, each) for each in alone]
    return known or weak or leaning or list(_last_resort(document, order, characters))


def _last_resort(document: Document, order: Sequence[int], characters: int) -> Iterator[Shortening]:
    """Yield headlines that punctuation and clauses allow, unless the parse speaks against them."""
    for each in clauses.headlines(document, order, characters):
        reading = read(document, each.sentence)
        if each.sentence != order[0] and _PARTITIVE.search(each.text):
            continue
        if reading is None or agrees(reading, each):
            yield each


def _opening(
    document: Document, order: Sequence[int], fits: Callable[[str], bool]
) -> list[Shortening]:
    """Return the first sentence of the article if it fits whole; else an empty list.

    It is better than a news sentence that lost much.
    """
    reading = read(document, 0) if 0 in order[1:] else None
    if reading is None or not fits(joined([reading.tree.text])):
        return []
    tree = reading.tree
    (*whole,) = candidates(reading.tree, document.language, fits, 0, first=False)
    return [
        headline_of(reading, each)
        for each in whole
        if not lacks_referent(tree, each.kept) and not each.text.endswith("?")
    ]


def shortened(document: Document, index: int, fits: Callable[[str], bool]) -> Shortening | None:
    """Return a sentence shortened to fit; None if that is not safe."""
    reading = read(document, index)
    if reading is None:
        return clauses.shortened(document, index, fits)
    count = document.language.count_words
    for each in versions(reading.tree, fits, possible_omissions(reading.tree, document.language)):
        if count(each.text) >= _LEAST_PROSE and not loses_subject(reading.tree, each.kept):
            return shortening_of(reading, each)
    found = clauses.shortened(document, index, fits)
    return found if found is None or agrees(reading, found) else None


def _is_statement(tree: SentenceTree, version: Version) -> bool:
    """Return whether a version of a later sentence is no question, quotation or fragment."""
    text, own = version.text, lexicon(tree.code).own
    if text.endswith("?") or text[0] in '"“«' or no_clause(tree, version.kept):
        return False
    if _PARTITIVE.search(text):
        return False
    return not any(tree.lower[node] in own for node in members(version.kept))


def _is_slight(version: Version, characters: int) -> bool:
    """Return whether a version of a later sentence lost so little that it may replace the news."""
    slight = all(each.cost <= _SLIGHT for each in version.done)
    return not version.done or (slight and 2 * len(version.text) >= characters)


def _is_unidentified(tree: SentenceTree, kept: int) -> bool:
    """Return whether the subject is a noun that only another sentence identifies."""
    return presupposes_subject(tree, kept, frozenset(openings(tree.code).unique))
