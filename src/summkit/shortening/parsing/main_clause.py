"""Repairs of parses whose main clause is a later clause, although the first clause is complete.

The parser read "Astronomers have discovered a planet, so close that ..." with "close" as the root,
and "Ukraine says it has recaptured a village, while Russia claimed ..." as "says Russia claimed".
"""

from __future__ import annotations

from dataclasses import replace

from summkit.shortening.lexicon import words
from summkit.shortening.parsing.parser import Parse
from summkit.shortening.parsing.retagging import read

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_OPENS_SUBJECT = frozenset({"DT", "PRP$", "JJ", "CD", "NN", "NNS", "NNP", "NNPS", "PRP"})
_CONTRASTS = frozenset({"while", "although", "though", "whereas"})
_LEAST = 5  # minimum tokens of a first clause


def first_clause(whole: Parse) -> Parse:
    """Parse the text before the first comma alone if the root after it has no subject."""
    root = whole.heads.index(-1)
    comma = whole.words.index(",") if "," in whole.words else len(whole.words)
    if not _LEAST <= comma < root or whole.tags[0] not in _OPENS_SUBJECT:
        return whole
    own = [child for child, head in enumerate(whole.heads) if head == root]
    if any(whole.labels[n][:5] in ("nsubj", "expl") for n in own):
        return whole
    if whole.words[root - 1] == "," and whole.tags[root] in ("VBD", "VBN", "VBZ", "VBP"):
        return whole  # one of several verbs: "had run two hours, won the race and taken the cup"
    if {'"', "“", ":"} & set(whole.words[:comma]):
        return whole
    part = read((*whole.words[:comma], "."))
    top = part.heads.index(-1)
    subject = next((n for n in range(top) if part.heads[n] == top and _acts(part, n)), -1)
    within = [n for n in range(top + 1) if n == top or part.heads[n] == top]
    if subject < 0 or not any(part.tags[n] in _FINITE for n in within):
        return whole
    heads = [*part.heads[:comma], *(top if head < comma else head for head in whole.heads[comma:])]
    labels = [*part.labels[:comma], *whole.labels[comma:]]
    heads[root], labels[root] = top, "advcl"
    tags = (*part.tags[:comma], *whole.tags[comma:])
    return Parse(whole.words, tags, tuple(heads), tuple(labels))


def contrasts(whole: Parse) -> Parse:
    """Put a clause with "while" below the clause before it: "says it won, while Ann claimed"."""
    heads, labels = list(whole.heads), list(whole.labels)
    for node, word in enumerate(whole.words):
        verb = heads[node]
        if word not in _CONTRASTS or labels[node] != "mark" or labels[verb] != "ccomp":
            continue
        above = heads[verb]
        clause = next(
            (n for n in range(node) if heads[n] == verb and labels[n] == "ccomp" and n > above), -1
        )
        if clause < 0 or whole.words[above].lower() not in words("speech"):
            continue
        heads[clause], labels[clause] = above, "ccomp"
        heads[verb], labels[verb] = above, "advcl"
        for child in range(clause, node):
            if heads[child] == verb:
                heads[child] = above
    if heads == list(whole.heads):
        return whole
    return replace(whole, heads=tuple(heads), labels=tuple(labels))


def _acts(whole: Parse, node: int) -> bool:
    return whole.labels[node] in ("nsubj", "nsubjpass")
