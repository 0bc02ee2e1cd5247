"""How much a headline's reader misses of what was left out: what ROUGE does not see.

The figures were set by hand after a language model had read some 300 headlines of articles of the
even half; see `benchmarks/headlines.md`.
"""

from __future__ import annotations

from collections.abc import Sequence

from summkit.shortening.deletion import Deletion
from summkit.shortening.lexicon import words
from summkit.shortening.tree import FINITE, Tree, low, members
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
_UNTOLD = 0.8  # a subject without what told which; a forecast without who made it
_LIMITING = frozenset(
    "relative-restrictive participle-restrictive noun-phrase of-phrase infinitive".split()
)
_AT_END = frozenset({"attribution-tail", "tail", "clipped", "clause-tail"})


def harm(tree: Tree, done: Sequence[Deletion]) -> float:
    """Return what leaving out may cost the reader, 0 for nothing.

    Parameters
    ----------
    tree
        What the deletions are of.
    """
    total = 0.0
    for each in done:
        total += _OF_KIND.get(each.kind, 0.0)
        if each.cost >= DOUBTFUL:
            total += _DOUBTED
        if each.kind in _LIMITING and _untold(tree, each.mask):
            total += _UNTOLD
        if each.kind in _AT_END and _says(tree, each.mask) and _opinion(tree, each.mask):
            total += _UNTOLD
    return round(total, 4)


def _untold(tree: Tree, gone: int) -> bool:
    """Whether a subject, or a noun that says nothing, has lost what told which one it is."""
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
    """Whether a noun is a subject, or the part of one behind "of"."""
    preposition = tree.heads[noun] if tree.labels[noun] == "pobj" else -1
    if preposition >= 0 and tree.heads[preposition] >= 0:
        noun = tree.heads[preposition]
    return tree.labels[noun][:5] == "nsubj"


def _says(tree: Tree, gone: int) -> bool:
    """Whether who said it is among what went."""
    return any(tree.lower[node] in words("speech") for node in members(gone))


def _opinion(tree: Tree, gone: int) -> bool:
    """Whether what a speaker said is a forecast, a demand or a judgement."""
    said = range(low(gone))
    verb = next((n for n in said if tree.tags[n] in FINITE), -1)
    if verb < 0:
        return False
    if tree.tags[verb] == "MD":
        return True
    following = tree.tags[verb + 1 : verb + 2]
    return tree.lower[verb] in ("is", "are") and following not in (("VBN",), ("VBG",))
