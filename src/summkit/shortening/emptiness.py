"""Sentences whose first clause states no news: "I learned to swim here", "There is a moment"."""

from __future__ import annotations

from summkit.shortening.parsing.tree import Tree, once

_PERSONAL = frozenset("i we my our you your".split())
_COUNTED = frozenset("no hundreds thousands dozens more fewer many several".split())


@once
def is_empty(tree: Tree) -> bool:
    """Return whether a sentence uses the first person, addresses the reader, or is vague.

    Its first noun or pronoun decides. A vague sentence opens on "there is" and has neither a number
    nor a name as its subject. Quotations do not count.
    """
    if tree.text[-1] == "?":
        return True
    first = next((n for n, tag in enumerate(tree.tags) if tag[:2] in ("NN", "PR")), 0)
    if tree.plain[first] in _PERSONAL and not tree.quoted >> first & 1:
        return not tree.is_verb(0)  # "Start your day" is a call
    if tree.lower[0] != "there" or tree.lower[1] not in ("is", "was", "'s", "’s"):
        return False
    end = next((n for n in range(2, len(tree.tags)) if tree.tags[n] in _ENDS), len(tree.tags))
    phrase = range(2, end)
    return not any(tree.tags[n] in ("CD", "NNP", "$") or tree.lower[n] in _COUNTED for n in phrase)


_ENDS = frozenset({"IN", "TO", "WDT", "WP", "WRB", ",", ".", "VBG", "VBN"})
