"""Headlines and shortened sentences in languages with a Universal Dependencies parser."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

from summkit.cohesion.completion import completions
from summkit.cohesion.openings import openings
from summkit.document import Document
from summkit.patterns import regex
from summkit.shortening.candidates import joined
from summkit.shortening.full_names import Named, named
from summkit.shortening.parsing.tree import mask_of, members
from summkit.shortening.references import background_last, refers_back
from summkit.shortening.result import Shortening
from summkit.shortening.trimming import front
from summkit.shortening.universal.antecedents import lacks_antecedent, presupposes_subject
from summkit.shortening.universal.candidates import (
    candidates,
    mask_within,
    possible_omissions,
    prefixes,
)
from summkit.shortening.universal.checks import (
    broken,
    lacks_subject,
    loses_complement,
    loses_statement,
    loses_subject,
    no_clause,
)
from summkit.shortening.universal.deletions import official_places
from summkit.shortening.universal.ends import loses_end
from summkit.shortening.universal.lexicon import lexicon
from summkit.shortening.universal.tree import SentenceTree, tree_of
from summkit.shortening.universal.versions import Version, stretches, versions
from summkit.shortening.unparsed import clauses
from summkit.shortening.unparsed.circumstances import attribution
from summkit.shortening.unparsed.gist import news_versions
from summkit.shortening.unparsed.substitutes import stands_alone

_PARTITIVE = regex(r"(?<!\bil )\b(?:en|y) (?:a|ont|avai\w+|est|sont|était|étaient)\b")
"""French "en" and "y" before a verb, which refer to another sentence."""
_FUSED = {
    "es": regex(
        r"(?<=[a-záéíóúñ%\d]) (?=(?:El|La|Los|Las|Un|Una|Además|Según|También|Así|Asegura|Afirma|"
        r"Insta|Pide|Anuncia|Advierte|Considera|Este|Esta|Su|Sus|No|Se) [a-záéíóúñ]{3})"
    ),
    "fr": regex(
        r"(?<=[a-zéèêà%\d]) (?=(?:Le|La|Les|Un|Une|Il|Elle|Ils|Cette|Ces|Selon|Son|Sa|Ses)"
        r" [a-zéèêà]{3})"
    ),
    "pt": regex(
        r"(?<=[a-záéíóúãõç%\d]) (?=(?:O|A|Os|As|Um|Uma|Segundo|Ele|Ela|Este|Esta|Seu|Sua)"
        r" [a-zçáéíóúã]{3})"
    ),
}
"""Language -> the place between two sentences that were joined without a full stop."""
_LEAST_FUSED = 25  # minimum characters before this place
SENTENCES = 12
"""Maximum number of sentences that are tried."""
_LEAST_PROSE = 7
_CHANCE = 0.8  # the chance of a sentence whose deletions cost 1: see `Shortening.chance`
_PARSED = 3  # maximum number of headlines that are parsed again
_DROPPED = 0.05  # cost of deleting a bracket or a day
_DEAR = 0.9  # cost of a headline above which the short first sentence is better
_SLIGHT = 0.5  # maximum cost of an omission in a later sentence


class _Reading(NamedTuple):
    """A sentence with its offset in the body, and its parse."""

    sentence: int
    offset: int
    tree: SentenceTree


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
        reading = _read(document, index)
        if reading is None:
            continue
        source = None if place else attribution(reading.tree.text, document.language)
        if source is not None and not fits(joined([reading.tree.text])):
            news = list(_news(document, reading, source, fits, characters))
            if news:
                return news
        made = list(candidates(reading.tree, document.language, fits, characters, first=place == 0))
        alone = [each for each in made if not _lacks_antecedent(reading.tree, each.kept)]
        if place:
            alone = [each for each in alone if _is_statement(reading.tree, each)]
            full = [each for each in alone if 2 * len(each.text) >= characters]
            weak = weak or [_headline(reading, each) for each in full]
            alone = [each for each in alone if _is_slight(each, characters)]
        good = [
            each for each in alone if not place or not _is_unidentified(reading.tree, each.kept)
        ]
        if good:
            opening = _opening(document, order, fits) if good[0].cost > _DEAR else []
            return [*opening, *(_headline(reading, each) for each in good)]
        if not place and not alone:
            printed = _completed(document, reading, fits, characters)
            if printed:
                return printed
        known = known or [_headline(reading, each) for each in alone]
        leaning = leaning or [_headline(reading, each) for each in made if not place]
        if not place and source is None:
            news = list(_news(document, reading, None, fits, characters))
            if news:
                return news
    return known or weak or leaning or list(_last_resort(document, order, characters))


def _completed(
    document: Document, reading: _Reading, fits: Callable[[str], bool], characters: int
) -> list[Shortening]:
    """Return headlines of the news sentence with a full name instead of its pronoun.

    "Le tribunal [l'a condamné] a condamné Marc Vell": only one mention may be completed.
    """
    names = completions(document, [reading.sentence])
    if len(names) != 1:
        return []
    name, tree = names[0], reading.tree
    begin = reading.offset - document.sentences[reading.sentence].start
    inside = [
        name.start - begin <= token.start and token.end <= name.end - begin for token in tree.tokens
    ]
    resolved = mask_of(node for node, own in enumerate(inside) if own)
    allows = Named(document, reading.sentence, name, fits)
    places = official_places(tree)  # the name makes the headline longer
    made = candidates(tree, document.language, allows, characters, first=True, more=places)
    printed = [
        named(document, _headline(reading, each), name)
        for each in made
        if not lacks_antecedent(tree, each.kept, resolved) and not lacks_subject(tree, each.kept)
    ]
    return [each for each in printed if each is not None]


def _news(
    document: Document,
    reading: _Reading,
    source: tuple[int, int] | None,
    fits: Callable[[str], bool],
    characters: int,
) -> Iterator[Shortening]:
    """Yield headlines of the news sentence that lose its attribution to an authority.

    The sentence is parsed again without the attribution, whose verb may be the root of the parse.

    Parameters
    ----------
    source
        The stretch of the attribution; None without one.
    """
    if source is not None:
        tree = tree_of(reading.tree.text[: source[0]] + ".", reading.tree.code)
        if tree is not None:
            reading = _Reading(reading.sentence, reading.offset, tree)
            for each in candidates(reading.tree, document.language, fits, characters, first=True):
                if not _lacks_antecedent(tree, each.kept):
                    made = _headline(reading, each)
                    ends = reading.offset + source[0]
                    runs = tuple((a, min(b, ends)) for a, b in made.runs if a < ends)
                    kinds = (*made.reasons, "attribution")
                    yield replace(made, runs=runs, pieces=runs, reasons=kinds)
    for version in prefixes(reading.tree, fits, characters):
        if not _lacks_antecedent(reading.tree, version.kept):
            made = _headline(reading, version)
            kinds = made.reasons if source is None else (*made.reasons, "attribution")
            yield replace(made, reasons=kinds)
    for found in news_versions(document, reading.sentence, fits, characters)[:_PARSED]:
        if _agrees(reading, found) or _is_sentence(reading, found):
            yield clauses.bare(found)


def _is_sentence(reading: _Reading, made: Shortening) -> bool:
    """Return whether the parse of a headline alone is a complete sentence.

    The parse of the shorter headline may be right although the parse of the whole sentence is
    wrong.
    """
    kept = mask_within(
        reading.tree, [(a - reading.offset, b - reading.offset) for a, b in made.runs]
    )
    tree = tree_of(made.text.rstrip(clauses.BARE) + ".", reading.tree.code)
    if tree is None or not kept:
        return False
    if loses_complement(reading.tree, kept) or loses_statement(reading.tree, kept):
        return False
    if loses_end(reading.tree, kept):
        return False
    whole = tree.everything
    return not (no_clause(tree, whole) or lacks_subject(tree, whole)) and not broken(
        tree, whole, tree.text
    )


def _last_resort(document: Document, order: Sequence[int], characters: int) -> Iterator[Shortening]:
    """Yield headlines that punctuation and clauses allow, unless the parse speaks against them."""
    for each in clauses.headlines(document, order, characters):
        reading = _read(document, each.sentence)
        if each.sentence != order[0] and _PARTITIVE.search(each.text):
            continue
        if reading is None or _agrees(reading, each):
            yield each


def _agrees(reading: _Reading, made: Shortening) -> bool:
    """Return whether the parse finds no fault in a headline from punctuation and clauses."""
    tree = reading.tree
    kept = mask_within(tree, [(a - reading.offset, b - reading.offset) for a, b in made.runs])
    if not kept or broken(tree, kept, made.text) or loses_complement(tree, kept):
        return False
    return not no_clause(tree, kept)


def _opening(
    document: Document, order: Sequence[int], fits: Callable[[str], bool]
) -> list[Shortening]:
    """Return the first sentence of the article if it fits whole; else an empty list.

    It is better than a news sentence that lost much.
    """
    reading = _read(document, 0) if 0 in order[1:] else None
    if reading is None or not fits(joined([reading.tree.text])):
        return []
    tree = reading.tree
    (*whole,) = candidates(reading.tree, document.language, fits, 0, first=False)
    return [
        _headline(reading, each)
        for each in whole
        if not _lacks_antecedent(tree, each.kept) and not each.text.endswith("?")
    ]


def shortened(document: Document, index: int, fits: Callable[[str], bool]) -> Shortening | None:
    """Return a sentence shortened to fit; None if that is not safe."""
    reading = _read(document, index)
    if reading is None:
        return clauses.shortened(document, index, fits)
    count = document.language.count_words
    for each in versions(reading.tree, fits, possible_omissions(reading.tree, document.language)):
        if count(each.text) >= _LEAST_PROSE and not loses_subject(reading.tree, each.kept):
            return _shortening_of(reading, each)
    found = clauses.shortened(document, index, fits)
    return found if found is None or _agrees(reading, found) else None


def _read(document: Document, index: int) -> _Reading | None:
    """Return a sentence without the text before its main part; parsed once for each document."""
    key = _read, index
    if key not in document.memory:
        sentence = document.sentences[index]
        begin = front(document, index)[0]
        text = sentence.text[begin:].rstrip()
        fused = _FUSED[document.language.code].search(text, _LEAST_FUSED)
        text = text[: fused.start()].rstrip() if fused else text
        tree = tree_of(text, document.language.code)
        document.memory[key] = tree and _Reading(index, sentence.start + begin, tree)
    reading: _Reading | None = document.memory[key]
    return reading


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


def _lacks_antecedent(tree: SentenceTree, kept: int) -> bool:
    """Return whether a pronoun or the verb's missing subject refers to another sentence."""
    return lacks_antecedent(tree, kept) or lacks_subject(tree, kept)


def _is_unidentified(tree: SentenceTree, kept: int) -> bool:
    """Return whether the subject is a noun that only another sentence identifies."""
    return presupposes_subject(tree, kept, frozenset(openings(tree.code).unique))


def _headline(reading: _Reading, version: Version) -> Shortening:
    """Return a version as a headline, without its final full stop."""
    made = _shortening_of(reading, version)
    return clauses.bare(made)


def _shortening_of(reading: _Reading, version: Version) -> Shortening:
    tree, offset = reading.tree, reading.offset
    spans = [(0, len(tree.text))] if version.whole else stretches(tree, version.kept)
    runs = tuple((offset + a, offset + b) for a, b in spans)
    reasons = () if version.whole else tree.dropped
    cost = sum([each.cost for each in version.done]) + _DROPPED * len(reasons)
    return Shortening(
        version.text,
        runs,
        runs,
        reading.sentence,
        round(1000.0 - version.cost, 4),
        (*reasons, *(each.kind for each in version.done)),
        round(_CHANCE**cost, 4),
    )
