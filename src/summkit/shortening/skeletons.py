"""Skeletons: long sentences reduced to their main clause and parsed again.

The parser was trained on running text. It fails most often if many words separate a subject from
its verb, or if a sentence continues long after its first clause. The deletions here use words and
tags alone: a relative clause or an apposition after the subject, the attribution, and all text
after a comma or a conjunction. The parse of the remaining text then decides whether it is a clause.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from summkit.shortening.candidates import Shortened
from summkit.shortening.checks.governed import lacks_clause, loses_complement, loses_core
from summkit.shortening.deletions.deletion import Deletion
from summkit.shortening.deletions.surface import last_speaker
from summkit.shortening.lexicon import words
from summkit.shortening.parsing.tree import FINITE, Tree, high, members, span
from summkit.shortening.valency import binds

_WHOLE = (lacks_clause, loses_complement, loses_core)
MOST = 4
"""Maximum number of skeletons that are parsed."""

_RELATIVE = frozenset({"WP", "WDT", "WP$", "WRB"})
_ENDS = frozenset({"IN", "CC", "VBG", ",", ":"})
_OPENERS = frozenset("after as because before when while although though amid despite".split())
_LEAST = 4  # minimum tokens of a main clause


class Skeleton(NamedTuple):
    """A sentence without some parts that are outside its main clause.

    Attributes
    ----------
    tree
        The parse of the remaining text; its tokens are some of the sentence's.
    done
        The deletions, in numbers of the sentence's tokens.
    """

    tree: Tree
    done: tuple[Deletion, ...]


def skeletons(tree: Tree) -> Iterator[Skeleton]:
    """Yield the possible main clauses of a sentence, the longest first."""
    seen = 0
    for done in _ways(tree):
        kept = tree.everything
        for each in done:
            kept &= ~each.mask
        part = Tree(tree.text, [tree.tokens[node] for node in members(kept)])
        if not _is_clause(part) or (part.labels[0] == "csubj" != tree.labels[0]):
            continue  # "Growing up in Marl, [everything] he learned came from books"
        yield Skeleton(part, done)
        seen += 1
        if seen == MOST:
            return


def reread(tree: Tree, doubted: Sequence[Shortened]) -> Iterator[Skeleton]:
    """Yield skeletons of versions that fail only checks by the parse.

    Their articles are restored before parsing.
    """
    for version in doubted[:MOST]:
        kept = tree.everything
        for each in version.done:
            kept &= ~each.mask
        part = Tree(tree.text, [tree.tokens[node] for node in members(kept)])
        if _is_clause(part) and not any(check(part, part.everything) for check in _WHOLE):
            yield Skeleton(part, version.done)


def _is_clause(tree: Tree) -> bool:
    """Return whether a parse is a clause with its subject before its verb."""
    subject = tree.subject(tree.root)
    finite = tree.tags[tree.root] in FINITE or any(
        tree.tags[child] in FINITE for child in tree.children[tree.root] if child < tree.root
    )
    return tree.is_verb(tree.root) and finite and 0 <= subject < tree.root


def _ways(tree: Tree) -> Iterator[tuple[Deletion, ...]]:
    """Yield the sets of deletions that may be made together; never the empty set."""
    speakers = sorted(last_speaker(tree), key=lambda each: -each.mask.bit_count())
    speaker = tuple(speakers[:1])
    said = speaker[0].mask if speaker else 0
    gaps: list[tuple[Deletion, ...]] = [(each,) for each in _gaps(tree)]
    for gap in [*gaps, ()]:
        hole = gap[0].mask if gap else 0
        verb = _first_finite(tree, high(hole) + 1 if hole else 0)
        if verb < 0:
            continue
        ends = [each for each in _ends(tree, verb) if not each.mask & hole]
        whole = speaker if not said & hole else ()
        if gap or whole:
            yield (*gap, *whole)
        for end in ends:
            yield (*gap, end)


def _first_finite(tree: Tree, start: int) -> int:
    for node in range(start, len(tree.tags)):
        if tree.tags[node] in FINITE and not tree.quoted >> node & 1:
            return node
    return -1


def _gaps(tree: Tree) -> Iterator[Deletion]:
    """Yield the text between a subject and its verb, by the word that opens it."""
    size = len(tree.tags)
    verb = _first_finite(tree, 0)
    opening = next((n for n in range(1, size) if _opens_gap(tree, n)), -1)
    if verb < 0 or opening < 0:
        return
    if tree.lower[opening] == ",":
        yield from _between_commas(tree, opening, verb)
    elif opening < verb and tree.tags[opening - 1][:2] in ("NN", "CD"):
        relative = tree.tags[opening] in _RELATIVE
        kind = "relative-restrictive" if relative else "participle-restrictive"
        held = 0  # number of verbs still to come in clauses inside
        for node in range(opening, size):
            held += tree.tags[node] in _RELATIVE or tree.lower[node] in words("subordinators")
            if tree.tags[node] not in FINITE or tree.tags[node - 1] == "PRP":
                continue  # "who was told she had months": the pronoun has its own clause
            if held <= 0:
                yield from _inner(tree, opening, node)
                yield Deletion(span(opening, node - 1), kind, 1.6)
                return
            held -= 1


def _inner(tree: Tree, opening: int, verb: int) -> Iterator[Deletion]:
    """Yield the end of a clause before the verb: "who took deposits [for a flat]"."""
    for node in range(opening + 4, verb - 1):
        ends = tree.tags[node - 1][:2] in ("NN", "CD") and tree.tags[node] in ("IN", "WRB", "WDT")
        if ends and tree.lower[node] != "of" and not binds(tree.lower[node - 1], tree.lower[node]):
            yield Deletion(span(node, verb - 1), "verb-phrase", 1.0)
            return


def _opens_gap(tree: Tree, node: int) -> bool:
    """Return whether a word may open the text between a subject and its verb."""
    participle = tree.tags[node] in ("VBG", "VBN") and tree.tags[node - 1] in ("NN", "NNS")
    return tree.tags[node] in _RELATIVE or tree.lower[node] == "," or participle


def _between_commas(tree: Tree, first: int, verb: int) -> Iterator[Deletion]:
    """Yield the text between two commas if a verb follows the second comma."""
    if tree.tags[0] in ("IN", "WRB"):
        return  # in "After the strike, the union, ...", the subject is between the commas
    inside = tree.tags[first + 1] if first + 1 < len(tree.tags) else ""
    relative = inside in _RELATIVE
    if not relative and verb < first:
        return
    kind = "relative" if relative else "participle" if inside in ("VBG", "VBN") else "apposition"
    if inside in ("CC", "IN", "RB") or tree.tags[first - 1][:2] not in ("NN", "CD"):
        return
    for node in range(first + 2, len(tree.tags) - 1):
        if tree.lower[node] == "," and tree.tags[node + 1] in FINITE:
            yield Deletion(span(first, node), kind, 0.2)
            return
        joined = kind == "participle" and tree.tags[node - 1] == "CC"
        if tree.tags[node] in FINITE and not relative and not joined:
            return


def _joins_verb(tree: Tree, node: int) -> bool:
    """Return whether "and" or "but" directly precedes a finite verb or a second "that"."""
    following = node + 1
    if tree.tags[node] != "CC" or following >= len(tree.tags):
        return False
    if tree.tags[node - 1][:2] != "NN" and not tree.tokens[node - 1].text[0].isupper():
        return False
    return tree.tags[following] in FINITE or tree.lower[following] == "that"


def _ends(tree: Tree, verb: int) -> Iterator[Deletion]:
    """Yield the text from a comma or a conjunction after the main verb on, shortest first."""
    last = high(tree.everything & ~tree.end)
    for node in range(last, verb + 2, -1):
        if tree.quoted >> node & 1:
            continue
        comma = tree.lower[node] == "," or tree.tags[node] == ":"
        opens = tree.lower[node] in _OPENERS and tree.tags[node - 1][:2] == "NN"
        if not comma and not opens and not _joins_verb(tree, node):
            continue
        gone = range(node, last + 1)
        if any(tree.lower[each] in words("conditions") for each in gone):
            continue
        if comma and (tree.tags[node - 1][:2] == "JJ" or tree.tags[node + 1 : node + 2] == ("JJ",)):
            continue  # the comma is between two adjectives: "a quick, smart experience"
        yield Deletion(span(node, last), "clause-tail", 1.0)
