"""The harm of deletions for a headline's reader, which ROUGE does not measure.

The values were set by hand after a language model had read some 300 headlines of articles of the
even half; see `benchmarks/headlines.md`.
"""

from __future__ import annotations

from collections.abc import Sequence

from summkit.shortening.deletions.deletion import Deletion
from summkit.shortening.lexicon import words
from summkit.shortening.parsing.tree import FINITE, Tree, low, members
from summkit.shortening.versions import DOUBTFUL

_OF_KIND = {
    "tail": 1.2,
    "clipped": 1.2,
    "of-phrase": 1.5,
    "infinitive": 1.0,
    "attribution-head": 1.2,
    "relative-restrictive": 0.8,
    "participle-restrictive": 0.8,
    "noun-phrase": 0.8,
    "dear": 0.6,
    "agent": 0.8,
    "list-tail": 0.5,
    "noun-tail": 0.5,
    "adjective-phrase": 0.5,
    "verb-phrase": 0.3,
    "verb-tail": 0.3,
    "possessive": 0.2,
    "adverbial-clause": 0.2,
    "clause-tail": 0.2,
    "modifier": 0.2,
    "set-off": 0.2,
    "dashes": 0.2,
    "attribution-tail": 0.1,
    "time": 0.1,
}
_DOUBTED = 1.5
_UNIDENTIFIED = 0.8  # harm of a subject without its modifier, and of a forecast without its source
_LIMITING = frozenset(
    "relative-restrictive participle-restrictive noun-phrase of-phrase infinitive".split()
)
_AT_END = frozenset({"attribution-tail", "tail", "clipped", "clause-tail"})


def harm(tree: Tree, done: Sequence[Deletion]) -> float:
    """Return the harm of some deletions, 0 or more.

    Parameters
    ----------
    tree
        The sentence from which the deletions are made.
    """
    total = 0.0
    for each in done:
        total += _OF_KIND.get(each.kind, 0.0)
        if each.cost >= DOUBTFUL:
            total += _DOUBTED
        if each.kind in _LIMITING and _is_unidentified(tree, each.mask):
            total += _UNIDENTIFIED
        if (
            each.kind in _AT_END
            and _has_attribution(tree, each.mask)
            and _is_opinion(tree, each.mask)
        ):
            total += _UNIDENTIFIED
    return round(total, 4)


def _is_unidentified(tree: Tree, gone: int) -> bool:
    """Return whether a subject or a vague noun has lost the modifier that identifies it."""
    first = low(gone)
    top = next((n for n in members(gone) if not gone >> max(tree.heads[n], 0) & 1), first)
    noun = tree.heads[top] if 0 <= tree.heads[top] < first else first - 1
    if noun < 0 or tree.tags[noun] not in ("NN", "NNS"):
        return False
    described = any(
        tree.labels[child] in ("amod", "compound", "poss", "nummod") or tree.tags[child] == "NNP"
        for child in tree.children[noun]
        if child < noun
    )
    if tree.lower[noun] in words("vague_nouns"):
        return True
    return _in_subject(tree, noun) and not described


def _in_subject(tree: Tree, noun: int) -> bool:
    """Return whether a noun is a subject, or part of one after "of"."""
    preposition = tree.heads[noun] if tree.labels[noun] == "pobj" else -1
    if preposition >= 0 and tree.heads[preposition] >= 0:
        noun = tree.heads[preposition]
    return tree.labels[noun][:5] == "nsubj"


def _has_attribution(tree: Tree, gone: int) -> bool:
    """Return whether a verb of saying is deleted."""
    return any(tree.lower[node] in words("speech") for node in members(gone))


def _is_opinion(tree: Tree, gone: int) -> bool:
    """Return whether the reported statement is a forecast, a demand or a judgement."""
    said = range(low(gone))
    verb = next((n for n in said if tree.tags[n] in FINITE), -1)
    if verb < 0:
        return False
    if tree.tags[verb] == "MD":
        return True
    following = tree.tags[verb + 1 : verb + 2]
    return tree.lower[verb] in ("is", "are") and following not in (("VBN",), ("VBG",))
