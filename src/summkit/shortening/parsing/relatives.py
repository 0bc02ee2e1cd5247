"""Repair of a relative clause after a phrase between commas: "a glue, with hooks, that holds".

The parser read ", that holds" as the statement of the main verb. But a "that" before a finite verb
is the subject of a relative clause, which modifies the noun before the two commas.
"""

from __future__ import annotations

from dataclasses import replace

from summkit.shortening.parsing.parser import Parse

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def relative_after_gap(whole: Parse) -> Parse:
    """Attach a clause after a comma and "that" to the object before the two commas."""
    heads, labels, tags = list(whole.heads), list(whole.labels), list(whole.tags)
    for node in range(4, len(heads) - 1):
        if whole.words[node] != "that" or tags[node + 1] not in _FINITE:
            continue
        verb = heads[node + 1] if labels[node + 1][:3] == "aux" else node + 1
        noun = _object(whole, node) if whole.words[node - 1] == "," else -1
        if noun < 0 or verb <= node or labels[verb] in ("relcl", "ROOT"):
            continue
        first = next(n for n in range(node - 2, noun, -1) if whole.words[n] == ",")
        heads[verb], labels[verb] = noun, "relcl"
        heads[node], labels[node], tags[node] = verb, "nsubj", "WDT"
        for between in range(first, node):
            if not first <= heads[between] < node:
                heads[between] = noun
    if heads == list(whole.heads):
        return whole
    return replace(whole, heads=tuple(heads), labels=tuple(labels), tags=tuple(tags))


def _object(whole: Parse, node: int) -> int:
    """Return the object before the phrase between commas that ends before a word; -1 if none."""
    first = next((n for n in range(node - 2, 1, -1) if whole.words[n] == ","), -1)
    if first < 0 or whole.tags[first + 1] not in ("IN", "VBN", "VBG"):
        return -1
    if any(tag in _FINITE for tag in whole.tags[first:node]):
        return -1
    noun = first - 1
    while noun >= 0 and whole.labels[noun] in ("pobj", "prep") and whole.heads[noun] < noun:
        noun = whole.heads[noun]
    return noun if noun >= 0 and whole.labels[noun] in ("dobj", "attr") else -1
