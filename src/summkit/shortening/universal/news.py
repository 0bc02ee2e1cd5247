"""Headlines of the news sentence in languages with a Universal Dependencies parser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import NamedTuple

from summkit.cohesion.completion import completions
from summkit.document import Document
from summkit.patterns import regex
from summkit.shortening.candidates import joined
from summkit.shortening.full_names import Named, named
from summkit.shortening.parsing.tree import mask_of
from summkit.shortening.result import Shortening
from summkit.shortening.universal.antecedents import lacks_antecedent
from summkit.shortening.universal.candidates import candidates, mask_within, prefixes
from summkit.shortening.universal.checks import (
    broken,
    lacks_subject,
    loses_complement,
    loses_statement,
    no_clause,
)
from summkit.shortening.universal.deletions import official_places
from summkit.shortening.universal.ends import loses_end
from summkit.shortening.universal.more import further
from summkit.shortening.universal.readings import Reading, compact, headline_of
from summkit.shortening.universal.tree import SentenceTree, tree_of
from summkit.shortening.unparsed import clauses
from summkit.shortening.unparsed.circumstances import attribution
from summkit.shortening.unparsed.gist import news_versions
from summkit.shortening.unparsed.segments import is_finite, words_of

_REFERS = regex(r"\b(?:[sln]['’])?(?:y|en) (?:a|ont|avai\w+|est|sont|était|étaient)\b")
"""French "en" and "y" before a verb, which refer to a deleted phrase."""
_PARSED = 3  # maximum number of headlines that are parsed again
_LOST = 0.05  # cost of each word that is deleted at the end
_DEAR = 0.9  # cost of a headline above which the short first sentence is better


class News(NamedTuple):
    """A headline of the news sentence, and whether its deletions cost much."""

    headline: Shortening
    dear: bool = False


def news_headlines(
    document: Document, reading: Reading, fits: Callable[[str], bool], characters: int
) -> Iterator[News]:
    """Yield headlines of the news sentence, the best first.

    If the sentence does not fit, it is parsed again without its attribution to an authority, whose
    verb may be the root of the parse, and with shorter forms of its subject.
    """
    text, source = reading.tree.text, None
    readings = [reading]
    if not fits(joined([text])):
        source = attribution(text, document.language)
        if source is not None:
            tree = tree_of(text[: source[0]] + ".", reading.tree.code)
            readings = [reading._replace(tree=tree)] if tree is not None else readings
        readings += compact(document, readings[0])
    kinds = ("attribution",) if readings[0] is not reading else ()
    ends = reading.offset + (source[0] if kinds and source else len(text))

    def news(headline: Shortening, cost: float) -> News:
        runs = tuple((a, min(b, ends)) for a, b in headline.runs if a < ends)
        reasons = (*headline.reasons, *kinds)
        return News(replace(headline, runs=runs, pieces=runs, reasons=reasons), cost > _DEAR)

    completed = list(_completed(document, reading, fits, characters))
    for made in completed:
        if (
            made.runs[0][0] == reading.offset
            and made.completions
            and made.completions[0].start == 0
        ):
            yield News(made)  # the full name is the subject
    ranked = [
        (each.cost + one.cost, place, headline_of(one, each))
        for place, one in enumerate(readings)
        for each in candidates(
            one.tree, document.language, fits, characters, first=True, more=further(one.tree)
        )
        if not (lacks_referent(one.tree, each.kept) or _misleads(one, each.text))
    ]
    for cost, _, made in sorted(ranked, key=lambda each: each[:2]):
        yield news(made, cost)
    for made in completed if not ranked else ():
        yield News(made)
    ended = [
        (_LOST * (~each.kept & one.tree.everything).bit_count() + one.cost, place, one, each)
        for place, one in enumerate(readings)
        for each in prefixes(one.tree, fits, characters)
        if not (lacks_referent(one.tree, each.kept) or _misleads(one, each.text))
    ]
    for _, _, one, each in sorted(ended, key=lambda found: found[:2]):
        yield news(headline_of(one, each), one.cost)
    for found in news_versions(document, reading.sentence, fits, characters)[:_PARSED]:
        if agrees(reading, found) or _is_sentence(reading, found):
            yield News(clauses.bare(found))


def _misleads(reading: Reading, text: str) -> bool:
    """Return whether a shorter subject is separated from its verb, or an antecedent was deleted.

    "Ada Vell, a dit", "[Alors que la ville hésite,] les habitants s'y opposent"
    """
    known, dropped = words_of(reading.tree.code), reading.tree.dropped
    if "opening" in dropped and _REFERS.search(text):
        return True
    if known is None or "description" not in dropped or text.count(",") != 1:
        return False
    following = text.partition(", ")[2].split(" ")
    return is_finite("", following[0], known)


def lacks_referent(tree: SentenceTree, kept: int) -> bool:
    """Return whether a pronoun or the verb's missing subject refers to another sentence."""
    return lacks_antecedent(tree, kept) or lacks_subject(tree, kept)


def agrees(reading: Reading, made: Shortening) -> bool:
    """Return whether the parse finds no fault in a headline from punctuation and clauses."""
    tree = reading.tree
    kept = mask_within(tree, [(a - reading.offset, b - reading.offset) for a, b in made.runs])
    if not kept or broken(tree, kept, made.text) or loses_complement(tree, kept):
        return False
    return not no_clause(tree, kept)


def _completed(
    document: Document, reading: Reading, fits: Callable[[str], bool], characters: int
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
    more = [*places, *further(tree)]
    made = [
        *candidates(tree, document.language, allows, characters, first=True, more=more),
        *prefixes(tree, allows, characters),
    ]
    printed = [
        named(document, headline_of(reading, each), name)
        for each in made
        if not lacks_antecedent(tree, each.kept, resolved) and not lacks_subject(tree, each.kept)
    ]
    return [each for each in printed if each is not None]


def _is_sentence(reading: Reading, made: Shortening) -> bool:
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
