"""First names that a headline may leave out: "[Donald] Trump said", of people known by surname."""

from __future__ import annotations

from summkit.shortening.lexicon import words
from summkit.shortening.parsing.tree import Tree, once, span


@once
def first_names(tree: Tree) -> list[tuple[int, int]]:
    """Return the first names of world-famous people as masks, each with the token of the surname.

    If a sentence contains a surname twice, it may mean two people: both first names stay.
    """
    found = []
    for last in range(1, len(tree.tokens)):
        if tree.tags[last] != "NNP" or tree.lower.count(tree.lower[last]) > 1:
            continue
        if tree.heads[last] == last + 1 and tree.tags[last + 1] == "NNP":
            continue  # the word is not the end of the name: "Trump" in "Donald Trump Jr"
        for first in range(last - 1, max(-1, last - 3), -1):
            if f"{tree.lower[first]}~{tree.lower[last]}" in words("famous_people"):
                found.append((span(first, last - 1), last))
                break
    return found
